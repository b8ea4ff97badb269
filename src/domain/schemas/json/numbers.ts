import { type Comparison, type Difference, limitDifferences, onlyDifferences } from './differences.ts';
import type { NumberNode } from './schema.ts';

export function compareNumbers(writer: NumberNode, reader: NumberNode): Comparison {
  return onlyDifferences([
    ...limitDifferences('maximum', writer.maximum, reader.maximum, 'lower', {
      added: 'MAXIMUM_ADDED',
      tightened: 'MAXIMUM_DECREASED',
    }),
    ...limitDifferences('minimum', writer.minimum, reader.minimum, 'higher', {
      added: 'MINIMUM_ADDED',
      tightened: 'MINIMUM_INCREASED',
    }),
    ...exclusiveMaximumDifferences(writer, reader),
    ...limitDifferences('exclusiveMinimum', writer.exclusiveMinimum, reader.exclusiveMinimum, 'higher', {
      added: 'EXCLUSIVE_MINIMUM_ADDED',
      tightened: 'EXCLUSIVE_MINIMUM_INCREASED',
    }),
    ...multipleOfDifferences(writer, reader),
    ...typeDifferences(writer, reader),
  ]);
}

/**
 * All releases up to the master of August 2026 hold the writer's exclusiveMaximum against the reader's `maximum` to see
 * whether it fell, and run into a null where there is none. That failure is told as what it should have found.
 */
function exclusiveMaximumDifferences(writer: NumberNode, reader: NumberNode): Difference[] {
  const differences = limitDifferences('exclusiveMaximum', writer.exclusiveMaximum, reader.exclusiveMaximum, 'lower', {
    added: 'EXCLUSIVE_MAXIMUM_ADDED',
    tightened: 'EXCLUSIVE_MAXIMUM_DECREASED',
  });
  const unseen =
    writer.exclusiveMaximum !== null && reader.maximum !== null && writer.exclusiveMaximum <= reader.maximum;
  return differences.filter(({ rule }) => rule !== 'EXCLUSIVE_MAXIMUM_DECREASED' || !unseen);
}

function multipleOfDifferences({ multipleOf: writer }: NumberNode, { multipleOf: reader }: NumberNode): Difference[] {
  if (reader === null || reader === writer) return [];
  const at = 'multipleOf';
  if (writer === null) return [{ rule: 'MULTIPLE_OF_ADDED', at, writer, reader }];
  if (isMultiple(writer, reader)) return [];
  return [{ rule: isMultiple(reader, writer) ? 'MULTIPLE_OF_EXPANDED' : 'MULTIPLE_OF_CHANGED', at, writer, reader }];
}

const typeDifferences = (writer: NumberNode, reader: NumberNode): Difference[] =>
  reader.integer && !writer.integer ? [{ rule: 'TYPE_NARROWED', at: '', writer: writer.raw, reader: reader.raw }] : [];

/** Exact for decimal fractions: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, of: number): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(of)) return false;
  const [one, other] = [decimal(value), decimal(of)];
  const exponent = Math.min(one.exponent, other.exponent);
  const scaled = ({ digits, exponent: own }: Decimal) => digits * 10n ** BigInt(own - exponent);
  return scaled(one) % scaled(other) === 0n;
}

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimal(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}
