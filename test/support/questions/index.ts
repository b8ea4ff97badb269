import type { Question } from './asked.ts';
import { changeQuestions } from './changes.ts';
import { clusterQuestions } from './cluster.ts';
import { configQuestions } from './configs.ts';
import { fetchQuestions } from './fetch.ts';
import { groupQuestions } from './groups.ts';
import { memberQuestions } from './members.ts';
import { offsetQuestions } from './offsets.ts';
import { produceQuestions } from './produce.ts';
import { transactionQuestions } from './transactions.ts';

/** Every API that the simulator serves, asked so that the answers of a real broker can be compared. */
export const protocolQuestions: readonly Question[] = [
  ...clusterQuestions,
  ...offsetQuestions,
  ...fetchQuestions,
  ...groupQuestions,
  ...memberQuestions,
  ...transactionQuestions,
  ...configQuestions,
  ...changeQuestions,
  ...produceQuestions,
];
