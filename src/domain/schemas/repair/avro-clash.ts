import { type JsonNode, writeJson } from '../avro/json.ts';
import type { AvroSchema, AvroType } from '../avro/model.ts';
import type { AvroPlace } from './avro-places.ts';
import type { Misfit, RepairChange } from './repair.ts';

/** What a new field reads where old data has none. */
export type Absent = 'null' | 'empty';

/** A tree with one change, and the change in words. */
export interface Edit {
  readonly root: JsonNode;
  readonly change: Omit<RepairChange, 'path'>;
}

/** A misfit, with the new schema and the earlier one told apart. */
export interface Clash {
  readonly misfit: Misfit<AvroSchema>;
  readonly place: AvroPlace;
  /** Types of the new schema and of the earlier one at the place. */
  readonly now: AvroType | null;
  readonly before: AvroType | null;
  readonly earlier: JsonNode;
  /** Some readers of the earlier schema cannot read data of the new one. */
  readonly oldReadersBreak: boolean;
}

/** A change that postpones nothing. */
export const inFull = (says: string, node: JsonNode): Edit['change'] => ({
  says,
  write: writeJson(node),
  postpones: false,
  leftover: null,
});
