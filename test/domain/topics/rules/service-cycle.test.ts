import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../../src/domain/topics/design.ts';
import type { EventRequest } from '../../../../src/domain/topics/request.ts';
import { configs } from '../../../support/fake-ports.ts';

const catalog = await configs();
const event = (name: string, producer: string, consumer: string, given: Partial<EventRequest> = {}): EventRequest => ({
  name,
  entity: 'customer',
  producer,
  consumers: [consumer],
  ...given,
});
const cycle = (events: readonly EventRequest[]) =>
  designTopics({ services: ['crm', 'erp', 'web'].map((name) => ({ name })), events }, catalog).findings.find(
    ({ rule }) => rule === 'DESIGN-SERVICE-CYCLE',
  );

describe('changes that go round', () => {
  it.each<readonly [string, readonly EventRequest[], string]>([
    [
      'between two',
      [event('CustomerChanged', 'crm', 'erp'), event('CustomerUpdated', 'erp', 'crm')],
      'crm → CustomerChanged → erp → CustomerUpdated → crm',
    ],
    [
      'among three',
      [
        event('CustomerChanged', 'crm', 'erp'),
        event('CustomerUpdated', 'erp', 'web'),
        event('AddressChanged', 'web', 'crm'),
      ],
      'crm → CustomerChanged → erp → CustomerUpdated → web → AddressChanged → crm',
    ],
    [
      'as states',
      [event('CrmCustomer', 'crm', 'erp', { kind: 'state' }), event('ErpCustomer', 'erp', 'crm', { kind: 'state' })],
      'crm → CrmCustomer → erp → ErpCustomer → crm',
    ],
    [
      'where one cause is known',
      [
        event('CustomerChanged', 'crm', 'erp'),
        event('CustomerUpdated', 'erp', 'crm', { caused_by: 'CustomerChanged' }),
      ],
      'crm → CustomerChanged → erp → CustomerUpdated → crm',
    ],
  ])('%s', (_what, events, round) => {
    expect(cycle(events)?.evidence).toEqual([round]);
    expect(cycle([...events].reverse())).toEqual(cycle(events));
  });

  it.each<readonly [string, readonly EventRequest[]]>([
    [
      'a saga of two',
      [event('OrderPlaced', 'crm', 'erp', { entity: 'order' }), event('OrderPaid', 'erp', 'crm', { entity: 'order' })],
    ],
    [
      'a command and its answer',
      [event('CheckCredit', 'crm', 'erp', { kind: 'command' }), event('CreditChecked', 'erp', 'crm')],
    ],
    [
      'changes of two entities',
      [event('CustomerChanged', 'crm', 'erp'), event('PriceChanged', 'erp', 'crm', { entity: 'article' })],
    ],
    ['one way', [event('CustomerChanged', 'crm', 'erp'), event('CustomerUpdated', 'erp', 'web')]],
    [
      'what has another cause',
      [
        event('CustomerChanged', 'crm', 'erp'),
        event('CreditRated', 'web', 'erp'),
        event('CustomerUpdated', 'erp', 'crm', { caused_by: 'CreditRated' }),
      ],
    ],
  ])('not %s', (_what, events) => {
    expect(cycle(events)).toBeUndefined();
  });
});
