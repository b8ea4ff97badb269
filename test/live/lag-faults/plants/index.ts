import type { Plant } from '../plant.ts';
import { blocked } from './blocked.ts';
import { capacity } from './capacity.ts';
import { churn } from './churn.ts';
import { commits } from './commits.ts';
import { lookAlikes } from './look-alikes.ts';
import { loss } from './loss.ts';
import { poison } from './poison.ts';
import { share } from './share.ts';
import { transactions } from './transactions.ts';

export const plants: readonly Plant[] = [
  ...blocked,
  ...poison,
  ...churn,
  ...capacity,
  ...commits,
  ...loss,
  ...transactions,
  ...share,
  ...lookAlikes,
];
