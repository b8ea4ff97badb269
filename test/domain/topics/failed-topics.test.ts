import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../src/domain/topics/design.ts';
import type { EventRequest, ServiceRequest } from '../../../src/domain/topics/request.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();
const DAY = 86_400_000;

const hired: EventRequest = {
  name: 'EmployeeHired',
  entity: 'employee',
  producer: 'hr',
  consumers: ['payroll'],
  peak_per_s: 1,
  bytes: 1_000,
  order: 'per_entity',
  personal_data: true,
};
const design = (events: readonly Partial<EventRequest>[], payroll: Partial<ServiceRequest> = {}, release = '4.0') =>
  designTopics(
    {
      services: [
        { name: 'hr' },
        { name: 'payroll', client: 'java', processing_ms_per_event: 5, ...payroll },
        { name: 'audit', client: 'connect' },
      ],
      events: events.map((event) => ({ ...hired, ...event })),
      environment: { brokers: 3, kafka_version: release },
    },
    catalog,
  );

describe('failed records with personal data', () => {
  it.each([1, 7, 14, 20, 21, 25, 28, 30])(
    'of a topic kept %d d are gone within 30 d, and outlast a weekend',
    (days) => {
      const { topics, failure_topics, findings } = design([{ retention_days: days }]);
      const own = topics[0]?.retention_ms ?? 0;
      for (const { retention_ms } of failure_topics) {
        expect((own * 8) / 7 + retention_ms + DAY + DAY).toBeLessThanOrEqual(30 * DAY);
        expect(retention_ms).toBeGreaterThanOrEqual(4 * DAY);
      }
      expect(findings.find(({ rule }) => rule === 'DESIGN-PERSONAL-DATA-COPIES')?.severity).toBe('low');
    },
  );

  it('are said to outlast the deadline where their topic does', () => {
    const copies = design([{ retention_days: 40 }]).findings.find(({ rule }) => rule === 'DESIGN-PERSONAL-DATA-COPIES');
    expect(copies?.severity).toBe('medium');
    expect(copies?.says).toMatch(/another 4 d: one that fails late is 50\.7 d old when it goes/);
  });

  it('of a topic that keeps them for ever are given no age', () => {
    const copies = design([{ replay: true }]).findings.find(({ rule }) => rule === 'DESIGN-PERSONAL-DATA-COPIES');
    expect(copies?.evidence.join()).toMatch(/no bound/);
    expect(copies?.remedy).toMatch(/^Empty each by hand/);
    expect(JSON.stringify(copies)).not.toMatch(/oldest when|Infinity/);
  });

  it('count their retry topics in', () => {
    const { failure_topics } = design([{ order: 'none' }], {}, '3.9');
    expect(failure_topics.map(({ kind, retention_ms }) => [kind, retention_ms / DAY])).toEqual([
      ['dead_letter', 10],
      ['retry', 4],
      ['retry', 4],
    ]);
  });

  it('of one topic are kept as long by each group, whatever else a group reads', () => {
    const { failure_topics } = design([
      { consumers: ['payroll', 'audit'], retention_days: 20, personal_data: false },
      { name: 'OfficeOpened', entity: 'office', retention_days: 1, personal_data: false },
    ]);
    const ofHired = failure_topics.filter(({ source }) => source.includes('employee'));
    expect(ofHired.map(({ group, retention_ms }) => [group, retention_ms / DAY])).toEqual([
      ['connect-audit', 30],
      ['payroll', 30],
    ]);
  });

  it('are found in the one dead-letter topic of a sink, whichever topic names it', () => {
    const { findings } = design([
      { consumers: ['audit'] },
      { name: 'OfficeOpened', entity: 'office', consumers: ['audit'], personal_data: false, peak_per_s: 900_000 },
    ]);
    expect(findings.map(({ rule }) => rule)).toContain('DESIGN-PERSONAL-DATA-COPIES');
  });

  it('says no more of retries than the plan of the group', () => {
    const inShort = (peak_per_s: number) =>
      design([{ order: 'total', peak_per_s }], { processing_ms_per_event: 500 }).groups[0]?.failures;
    expect(inShort(0.2)).toMatch(/^retry in place, then dead letter/);
    expect(inShort(10)).toMatch(/^no retry in place, then dead letter/);
  });
});
