import type { ExporterId } from '../domain/lag/alerts/exporters.ts';
import { measuredOf } from '../domain/lag/alerts/measure.ts';
import { alertParameters } from '../domain/lag/alerts/parameters.ts';
import { lagAlerts } from '../domain/lag/alerts/rules.ts';
import { indexBackground } from '../domain/lag/evidence.ts';
import type { LagAnswer } from './lag-looks.ts';

/** Alert rules with the thresholds of the one group that was asked for; for many groups nothing is measured. */
export function alertsPart({ evidence, diagnosis }: LagAnswer, exporter: ExporterId) {
  const [group, ...others] = diagnosis.groups;
  const index = evidence.background === null ? null : indexBackground(evidence.background);
  const measured =
    group === undefined || others.length > 0
      ? { group: null, producedPerSecond: null, usualPauseSeconds: null, retentionMs: null }
      : measuredOf(group, index);
  const { exporter: name, source, notes, yaml } = lagAlerts(exporter, alertParameters(measured));
  return { exporter: name, source, notes: [...notes], rules_yaml: yaml };
}
