import { count, show } from '../words.ts';
import type { Computed } from './computed.ts';

/**
 * What a network card of 10 Gbit/s carries in each direction, MB/s: `10 × 10⁹ ÷ 8 ÷ 10⁶`. The card is an
 * assumption, since nobody is asked for it: whoever says that it is passed says so. Source: derived: quotient; AWS EC2, instance network
 * bandwidth (in and out count apart).
 */
export const CARD_MB_PER_S = 1_250;

/** What each broker takes in and sends, MB/s, where leaders and followers are spread evenly. */
interface Traffic {
  readonly inMbPerS: number;
  readonly outMbPerS: number;
}

export interface BrokerBandwidth extends Traffic {
  /** The same on each broker that is left when one is down; null: with one broker, or one replica, nobody takes over. */
  readonly oneDown: Traffic | null;
  /** `CARD_MB_PER_S`, in each direction. */
  readonly carriesMbPerS: number;
  /** `over`: with every broker up; `over_one_down`: only when one is down; exactly what the card carries still fits. */
  readonly verdict: 'fits' | 'over_one_down' | 'over';
  /** The direction and the moment that need most: with every broker up where that is too much already, else of both moments. */
  readonly worst: Computed & { readonly direction: 'in' | 'out'; readonly brokersDown: 0 | 1 };
}

/**
 * What a load asks of each broker's network: in `W·RF ÷ brokers`, out `W·(RF − 1 + readers) ÷ brokers`. With one broker down
 * its replicas are placed on the others as far as they can be: no broker holds two replicas of one partition.
 * Source: derived: producers and followers write each byte RF times, followers and each group read it.
 */
export function brokerBandwidth({
  inMbPerS,
  replicationFactor,
  readers,
  brokers,
}: {
  /** What producers write, after compression, MB of 10⁶ bytes. */
  readonly inMbPerS: number;
  /** At most `brokers`. */
  readonly replicationFactor: number;
  /** Consumer groups that read all of it; 0: followers alone, a lower bound where the groups are not known. */
  readonly readers: number;
  readonly brokers: number;
}): BrokerBandwidth {
  const spread = (on: number): Traffic => {
    const replicas = Math.min(replicationFactor, on);
    return { inMbPerS: (inMbPerS * replicas) / on, outMbPerS: (inMbPerS * (replicas - 1 + readers)) / on };
  };
  const allUp = spread(brokers);
  const oneDown = brokers > 1 && replicationFactor > 1 ? spread(brokers - 1) : null;
  const isOver = (traffic: Traffic | null): boolean =>
    traffic !== null && Math.max(traffic.inMbPerS, traffic.outMbPerS) > CARD_MB_PER_S;
  const verdict = isOver(allUp) ? 'over' : isOver(oneDown) ? 'over_one_down' : 'fits';

  const worstOf = (traffic: Traffic, on: number, brokersDown: 0 | 1): BrokerBandwidth['worst'] => {
    const direction = traffic.inMbPerS >= traffic.outMbPerS ? 'in' : 'out';
    const replicas = show(Math.min(replicationFactor, on));
    const times = direction === 'in' ? `RF ${replicas}` : `(RF ${replicas} − 1 + ${count(readers, 'group')})`;
    return {
      value: direction === 'in' ? traffic.inMbPerS : traffic.outMbPerS,
      formula: `${show(inMbPerS)} MB/s × ${times} ÷ ${count(on, 'broker')}`,
      source: 'derived: followers and each group read every byte, leaders spread evenly',
      direction,
      brokersDown,
    };
  };
  const up = worstOf(allUp, brokers, 0);
  const down = oneDown === null ? null : worstOf(oneDown, brokers - 1, 1);
  const worst = verdict === 'over' || down === null || up.value >= down.value ? up : down;
  return { ...allUp, oneDown, carriesMbPerS: CARD_MB_PER_S, verdict, worst };
}
