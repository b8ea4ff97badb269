import type { OpenTransaction, TopicPartition } from '../domain/lag/observation.ts';
import { named } from '../domain/named.ts';
import type { Call } from './call.ts';
import { chunks } from './chunks.ts';
import type { BrokerAddress } from './connection/address.ts';
import { grouped } from './grouped.ts';
import { byLeader, byTopic, type LedPartition } from './leaders.ts';
import type { ResponseOf } from './protocol/api.ts';
import { describeProducers } from './protocol/apis/61-describe-producers.ts';
import { describeTransactions } from './protocol/apis/65-describe-transactions.ts';
import { listTransactions } from './protocol/apis/66-list-transactions.ts';
import { errorName } from './protocol/errors.ts';

/** As kafka-transactions find-hanging asks. Source: TransactionsCommand of kafka-tools 4.3.1. */
const PARTITIONS_PER_REQUEST = 500;

/** A producer that has a transaction open on a partition, as the partition's leader says. */
interface OpenProducer extends TopicPartition {
  readonly producerId: bigint;
  readonly startOffset: bigint;
  readonly lastTimestampMs: number | null;
}

interface Owner {
  readonly transactionalId: string;
  readonly coordinator: BrokerAddress;
  readonly state: string;
}

/**
 * The transactions that hold back the last stable offset of these partitions, in the steps of kafka-transactions find-hanging:
 * DescribeProducers at the leaders, ListTransactions with the producers' ids at every broker, DescribeTransactions at those
 * that know one. For B brokers at most 3·B requests, as long as no leader has more than 500 such partitions; nothing is asked
 * when there is none. A transaction that no coordinator knows has no id here: it hangs, or this client may not DESCRIBE it,
 * for such ids are left out silently.
 */
export async function readOpenTransactions(
  call: Call,
  heldBack: readonly LedPartition[],
  brokers: readonly BrokerAddress[],
): Promise<readonly OpenTransaction[]> {
  const open = await readOpenProducers(call, heldBack);
  if (open.length === 0) return [];
  const { owners, complete } = await readOwners(call, brokers, [...new Set(open.map(({ producerId }) => producerId))]);
  const described = await describeOwned(call, [...owners.values()]);
  return open.map((producer): OpenTransaction => {
    const owner = owners.get(producer.producerId);
    const nothing = { transactionalId: null, state: null, timeoutMs: null, startedMs: null };
    if (owner === undefined) return { ...producer, ...nothing, coordinatorHasPartition: complete ? false : null };
    const { transactionalId, state } = owner;
    const transaction = described.get(transactionalId);
    if (transaction === undefined) {
      return { ...producer, ...nothing, transactionalId, state, coordinatorHasPartition: null };
    }
    if (transaction === 'gone') {
      return { ...producer, ...nothing, transactionalId, coordinatorHasPartition: false };
    }
    return {
      ...producer,
      transactionalId,
      state: transaction.transactionState,
      timeoutMs: transaction.transactionTimeoutMs,
      startedMs: transaction.transactionStartTimeMs < 0n ? null : Number(transaction.transactionStartTimeMs),
      coordinatorHasPartition: transaction.topics.some(
        ({ topic, partitions }) => topic === producer.topic && partitions.includes(producer.partition),
      ),
    };
  });
}

async function readOpenProducers(call: Call, heldBack: readonly LedPartition[]): Promise<readonly OpenProducer[]> {
  const requests = [...byLeader(heldBack)].flatMap(([leader, own]) =>
    chunks(own, PARTITIONS_PER_REQUEST).map((chunk) => ({ leader, chunk })),
  );
  const found = await Promise.all(
    requests.map(async ({ leader, chunk }) => {
      const topics = byTopic(chunk).map(([name, list]) => ({
        name,
        partitionIndexes: list.map(({ partition }) => partition),
      }));
      const what = `open transactions on ${chunk.length} partitions led by broker ${leader.nodeId}`;
      const answer = await call.ask(leader, describeProducers, { topics }, what);
      return (answer?.topics ?? []).flatMap(({ name: topic, partitions }) =>
        partitions.flatMap(({ partitionIndex: partition, errorCode, activeProducers }) => {
          if (errorCode !== 0) {
            const where = `open transactions on ${named(topic)}-${partition}`;
            const why = `broker ${leader.nodeId} answered ${errorName(errorCode)}`;
            call.addGap({ what: where, why, broker: leader.nodeId });
          }
          return activeProducers.flatMap(({ producerId, currentTxnStartOffset, lastTimestamp }): OpenProducer[] =>
            currentTxnStartOffset < 0n
              ? []
              : [
                  {
                    topic,
                    partition,
                    producerId,
                    startOffset: currentTxnStartOffset,
                    lastTimestampMs: lastTimestamp < 0n ? null : Number(lastTimestamp),
                  },
                ],
          );
        }),
      );
    }),
  );
  return found.flat();
}

/** Which coordinator knows which producer. Not `complete` when a broker that might know one did not answer. */
async function readOwners(call: Call, brokers: readonly BrokerAddress[], producerIdFilters: readonly bigint[]) {
  const owners = new Map<bigint, Owner>();
  const answered = await Promise.all(
    brokers.map(async (coordinator) => {
      const what = `transactions coordinated by broker ${coordinator.nodeId}`;
      const answer = await call.ask(coordinator, listTransactions, { stateFilters: [], producerIdFilters }, what);
      if (answer !== null && answer.errorCode !== 0) {
        const why = `broker ${coordinator.nodeId} answered ${errorName(answer.errorCode)}`;
        call.addGap({ what, why, broker: coordinator.nodeId });
      }
      for (const { producerId, transactionalId, transactionState } of answer?.transactionStates ?? []) {
        owners.set(producerId, { transactionalId, coordinator, state: transactionState });
      }
      return answer?.errorCode === 0;
    }),
  );
  return { owners, complete: answered.every((ok) => ok) };
}

type Described = ResponseOf<typeof describeTransactions>['transactionStates'][number];

/** By transactional id; `gone`: its coordinator no longer knows it. */
async function describeOwned(call: Call, owners: readonly Owner[]): Promise<ReadonlyMap<string, Described | 'gone'>> {
  const described = new Map<string, Described | 'gone'>();
  await Promise.all(
    [...grouped(owners, ({ coordinator }) => coordinator)].map(async ([coordinator, own]) => {
      const transactionalIds = [...new Set(own.map(({ transactionalId }) => transactionalId))];
      const what = `transactions coordinated by broker ${coordinator.nodeId}`;
      const answer = await call.ask(coordinator, describeTransactions, { transactionalIds }, what);
      for (const each of answer?.transactionStates ?? []) {
        const error = errorName(each.errorCode);
        if (error === 'NONE') described.set(each.transactionalId, each);
        else if (error === 'TRANSACTIONAL_ID_NOT_FOUND') described.set(each.transactionalId, 'gone');
        else call.addGap({ what, why: `broker ${coordinator.nodeId} answered ${error}`, broker: coordinator.nodeId });
      }
    }),
  );
  return described;
}
