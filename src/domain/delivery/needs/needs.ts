import type { CheckedSetting, RefusedSetting, SettingGroup } from '../../advice/setting.ts';
import type { ConfigCatalog, ConfigFamily } from '../../configs/catalog.ts';
import { checkSettings } from '../../configs/check.ts';
import type { Premises } from '../premises.ts';
import { brokerNeeds } from './broker.ts';
import { sinkConnectorNeeds, sourceConnectorNeeds, workerNeeds } from './connect.ts';
import {
  embeddedConsumerNeeds,
  javaConsumerNeeds,
  kafkajsConsumerNeeds,
  librdkafkaConsumerNeeds,
  readerNeeds,
} from './consumer.ts';
import type { NeedRule } from './need.ts';
import { flinkProducerNeeds, javaProducerNeeds, kafkajsProducerNeeds, librdkafkaProducerNeeds } from './producer.ts';
import { exactlyOnceDefaults, streamsNeeds } from './streams.ts';
import { topicNeeds } from './topic.ts';

const rules: readonly NeedRule[] = [
  javaProducerNeeds,
  librdkafkaProducerNeeds,
  kafkajsProducerNeeds,
  javaConsumerNeeds,
  librdkafkaConsumerNeeds,
  kafkajsConsumerNeeds,
  streamsNeeds,
  flinkProducerNeeds,
  embeddedConsumerNeeds,
  sourceConnectorNeeds,
  sinkConnectorNeeds,
  workerNeeds,
  readerNeeds,
  topicNeeds,
  brokerNeeds,
];

export interface CheckedNeeds {
  readonly groups: readonly SettingGroup[];
  readonly refused: readonly (RefusedSetting & { readonly family: ConfigFamily })[];
}

/** Every setting that the pipeline needs, held against its release. Nearest to the pipeline first. */
export function needsOf(premises: Premises, catalog: ConfigCatalog): CheckedNeeds {
  const groups: SettingGroup[] = [];
  const refused: (RefusedSetting & { readonly family: ConfigFamily })[] = [];
  for (const rule of rules) {
    const need = rule(premises);
    if (need === null) continue;
    const release = need.ofClient ? premises.clientRelease : premises.release;
    const checked = checkSettings(catalog, need.family, release, need.settings);
    groups.push({
      family: need.family,
      applies_to: need.applies_to,
      settings: checked.settings.map((setting) => withOwnDefault(need.family, setting)),
    });
    refused.push(...checked.refused.map((setting) => ({ ...setting, family: need.family })));
  }
  return { groups: groups.filter(({ settings }) => settings.length > 0), refused };
}

function withOwnDefault(family: ConfigFamily, setting: CheckedSetting): CheckedSetting {
  const own = family === 'streams' ? exactlyOnceDefaults[setting.name] : undefined;
  return own === undefined ? setting : { ...setting, default: String(own), is_default: setting.value === String(own) };
}
