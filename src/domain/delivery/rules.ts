import { clientRelease } from './rules/client-release.ts';
import { connectTooOld } from './rules/connect-too-old.ts';
import { dualWrite } from './rules/dual-write.ts';
import { fewBrokers } from './rules/few-brokers.ts';
import { kafkajsFencing } from './rules/kafkajs-fencing.ts';
import { knownDefects } from './rules/known-defects.ts';
import { lateWrites } from './rules/late-writes.ts';
import { librdkafkaTooOld } from './rules/librdkafka-too-old.ts';
import { longInterval } from './rules/long-interval.ts';
import { markerFlood } from './rules/marker-flood.ts';
import type { EosRule } from './rules/rule.ts';
import { settingRefused } from './rules/setting-refused.ts';
import { sideEffect } from './rules/side-effect.ts';
import { smallTransactions } from './rules/small-transactions.ts';
import { timeoutAboveBroker } from './rules/timeout-above-broker.ts';
import { transactionsNotNeeded } from './rules/transactions-not-needed.ts';
import { twoClusters } from './rules/two-clusters.ts';

/** Rules about the pipeline as it was described. */
export const rules: readonly EosRule[] = [
  clientRelease,
  connectTooOld,
  dualWrite,
  fewBrokers,
  kafkajsFencing,
  knownDefects,
  lateWrites,
  librdkafkaTooOld,
  longInterval,
  markerFlood,
  settingRefused,
  sideEffect,
  smallTransactions,
  timeoutAboveBroker,
  transactionsNotNeeded,
  twoClusters,
];
