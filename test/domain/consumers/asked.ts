import { planConsumers } from '../../../src/domain/consumers/plan.ts';
import type { ConsumersPlan } from '../../../src/domain/consumers/plan-types.ts';
import type { ConsumersRequest } from '../../../src/domain/consumers/request.ts';
import { configs } from '../../support/fake-ports.ts';

const catalog = await configs();

/** A plan for Kafka 4.3, unless another release is asked for. */
export const plan = (request: ConsumersRequest): ConsumersPlan =>
  planConsumers({ kafka_version: '4.3', ...request }, catalog);

export const figureOf = ({ figures }: ConsumersPlan, name: string) => figures.find((one) => one.name === name);
export const amountOf = (answer: ConsumersPlan, name: string) => figureOf(answer, name)?.value;
export const rulesOf = ({ findings }: ConsumersPlan) => findings.map(({ rule }) => rule);
export const findingOf = ({ findings }: ConsumersPlan, rule: string) => findings.find((one) => one.rule === rule);
export const settingOf = ({ settings }: ConsumersPlan, name: string) =>
  settings.flatMap((group) => group.settings).find((one) => one.name === name);

export const payments = {
  client: 'java',
  messages_per_s: 2_000,
  processing_ms_per_message: 10,
  processing_p99_ms: 80,
  partitions: 30,
} as const;
