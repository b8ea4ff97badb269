import type { Draft } from './drafts.ts';
import { isArray, type JsonObject } from './json-value.ts';
import type { Keywords } from './keywords.ts';
import { restOf } from './read-object.ts';
import type { ArrayNode, Rest, SchemaNode } from './schema.ts';

export function readArray(raw: JsonObject, draft: Draft, keywords: Keywords): ArrayNode {
  // Not compared, but a schema that is wrong or leads nowhere there is refused all the same.
  if (draft.array.includes('contains')) keywords.schema('contains');
  return {
    kind: 'array',
    raw,
    ...(draft.tuple === 'items' ? itemsAndAdditional(raw, draft, keywords) : prefixAndItems(raw, keywords)),
    unevaluated: draft.array.includes('unevaluatedItems') ? restOf(raw, 'unevaluatedItems', keywords) : true,
    minItems: keywords.wholeNumber('minItems'),
    maxItems: keywords.wholeNumber('maxItems'),
    minContains: draft.array.includes('minContains') ? keywords.wholeNumber('minContains') : null,
    maxContains: draft.array.includes('maxContains') ? keywords.wholeNumber('maxContains') : null,
    unique: keywords.flag('uniqueItems'),
  };
}

interface Items {
  readonly items: SchemaNode | null;
  readonly tuple: readonly SchemaNode[];
  readonly additional: Rest;
}

/** Up to 2019-09: a list in `items` is a tuple. Beside a schema in `items`, `additionalItems: false` forbids nothing. */
function itemsAndAdditional(raw: JsonObject, draft: Draft, keywords: Keywords): Items {
  if (typeof raw.items === 'boolean' && !draft.booleanItems)
    keywords.complain('items', 'a schema or a list of schemas');
  const additional = restOf(raw, 'additionalItems', keywords);
  if (isArray(raw.items)) return { items: null, tuple: keywords.schemas('items') ?? [], additional };
  const items = keywords.schema('items');
  return { items, tuple: [], additional: items === null ? additional : additional || true };
}

/** Since 2020-12: `items` is what the items after the tuple have to be. */
function prefixAndItems(raw: JsonObject, keywords: Keywords): Items {
  const tuple = keywords.schemas('prefixItems') ?? [];
  if (tuple.length === 0) return { items: keywords.schema('items'), tuple, additional: true };
  return { items: null, tuple, additional: restOf(raw, 'items', keywords) };
}
