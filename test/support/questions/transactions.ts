import type { RequestOf } from '../../../src/kafka/protocol/api.ts';
import { describeProducers } from '../../../src/kafka/protocol/apis/61-describe-producers.ts';
import { describeTransactions } from '../../../src/kafka/protocol/apis/65-describe-transactions.ts';
import { listTransactions } from '../../../src/kafka/protocol/apis/66-list-transactions.ts';
import { type Ask, from, LEADERS, one, type Question } from './asked.ts';

const transactionalIds = ['common-settled', 'common-given-up', 'common-under-way', 'nobody', ''];

export const transactionQuestions: readonly Question[] = [
  one('DescribeProducers', (cluster) =>
    Promise.all(
      LEADERS['common.payments'].map((leader, partition) =>
        cluster.ask(leader, describeProducers, 0, {
          topics: [{ name: 'common.payments', partitionIndexes: [partition] }],
        }),
      ),
    ),
  ),
  one('DescribeProducers where nobody writes, and of what is not there', (cluster) =>
    cluster.ask(1, describeProducers, 0, {
      topics: [
        { name: 'common.orders', partitionIndexes: [0, 1, 99] },
        { name: 'nowhere', partitionIndexes: [0] },
      ],
    }),
  ),
  one('DescribeTransactions', async (cluster) => {
    const answers = [];
    for (const id of transactionalIds) {
      const broker = id === '' ? 1 : await cluster.transactionCoordinator(id);
      for (const asked of [broker, (broker % 3) + 1]) {
        answers.push(await cluster.ask(asked, describeTransactions, 0, { transactionalIds: [id] }));
      }
    }
    return answers;
  }),
  ...[
    {},
    { stateFilters: ['Ongoing'] },
    { stateFilters: ['ongoing'] },
    { stateFilters: ['Drowsy', 'CompleteAbort'] },
    { producerIdFilters: [999_999n] },
    { durationFilter: 10n },
    { durationFilter: 99_999_999n },
  ].map((filter) =>
    one(
      `ListTransactions ${Object.entries(filter).map(([name, value]) => `${name} ${value}`)}`,
      everyCoordinator(1, filter),
    ),
  ),
  ...['common-.*', 'common', '.*up', '', '['].map((transactionalIdPattern) =>
    from(4.1, `ListTransactions like "${transactionalIdPattern}"`, everyCoordinator(2, { transactionalIdPattern })),
  ),
];

/** All that coordinators know, whoever coordinates. */
function everyCoordinator(version: number, filter: Partial<RequestOf<typeof listTransactions>>): Ask {
  return async (cluster) => {
    const request = { stateFilters: [], producerIdFilters: [], ...filter };
    const answers = await Promise.all(
      [1, 2, 3].map((broker) => cluster.ask(broker, listTransactions, version, request)),
    );
    return {
      heads: answers.map(({ transactionStates: _states, ...head }) => head),
      states: answers.flatMap(({ transactionStates }) => transactionStates),
    };
  };
}
