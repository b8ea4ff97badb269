import { describe, expect, it } from 'vitest';
import { designTopics } from '../../../../src/domain/topics/design.ts';
import type { EventRequest } from '../../../../src/domain/topics/request.ts';
import { configs } from '../../../support/fake-ports.ts';

const catalog = await configs();
const said = (...names: readonly (readonly [name: string, entity?: string])[]) =>
  designTopics(
    {
      services: [{ name: 'hr' }, { name: 'payroll' }],
      events: names.map(
        ([name, entity]): EventRequest => ({
          name,
          producer: 'hr',
          consumers: ['payroll'],
          ...(entity === undefined ? {} : { entity }),
        }),
      ),
    },
    catalog,
  ).findings.find(({ rule }) => rule === 'DESIGN-TABLE-SHAPED')?.says;

describe('an event named after a row', () => {
  it.each([
    'orders_table',
    'orders_row_inserted',
    'OrderRowUpdated',
    'tbl_orders',
    'customer_upserted',
    'customers_updated',
    'table_row_v2',
  ])('%s', (name) => {
    expect(said([name])).toContain(name);
  });
  it('is one that says no more than that a thing changed', () => {
    expect(said(['EmployeeUpdated', 'employee'])).toContain('EmployeeUpdated');
    expect(said(['EmployeeUpdated'], ['EmployeeHired'])).toContain('EmployeeUpdated');
  });
  it.each(['SalaryChanged', 'PriceUpdated', 'TableReserved', 'CardInserted', 'RowBooked', 'EmployeeAddressChanged'])(
    'is not %s',
    (name) => {
      expect(said([name])).toBeUndefined();
    },
  );
  it('is not a value that changed, whatever it is of', () => {
    expect(said(['SalaryChanged', 'employee'], ['EmployeeHired', 'employee'])).toBeUndefined();
    expect(said(['SalaryChanged', 'salary'])).toBeUndefined();
    expect(said(['SalaryChanged'], ['SalaryPaid'])).toBeUndefined();
  });
});
