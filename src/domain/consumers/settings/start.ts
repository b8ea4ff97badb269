import { atLeast } from '../../configs/release.ts';
import { show } from '../../words.ts';
import type { Premises } from '../premises.ts';

const SECONDS_OF_AN_HOUR = 3_600;
const A_DAY_H = 24;

/** Where a group without a commit starts: `earliest`, but `latest` where losing is agreed. */
export function startOf({ delivery, rate, retentionHours, clientRelease, client }: Premises): {
  readonly value: 'earliest' | 'latest';
  readonly why: string;
} {
  if (delivery === 'at_most_once')
    return { value: 'latest', why: 'at most once: what arrived before the group did is given up' };
  const again =
    rate === null ? '' : `, up to ${show(Math.round(rate.value * retentionHours.value * SECONDS_OF_AN_HOUR))} messages`;
  const period =
    client === 'java' && atLeast(clientRelease, '4.0') && retentionHours.value > A_DAY_H
      ? '; by_duration:PT24H would go back one day'
      : '';
  return {
    value: 'earliest',
    why: `without a valid commit it reads again what is kept${again}; latest would skip what arrived meanwhile${period}`,
  };
}
