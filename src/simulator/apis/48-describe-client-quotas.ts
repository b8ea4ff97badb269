import { describeClientQuotas } from '../../kafka/protocol/apis/48-describe-client-quotas.ts';
import { errorCode } from '../faults.ts';
import { clusterError } from '../guards.ts';
import { serve } from '../served.ts';

/** Ways to match an entity. Source: DescribeClientQuotasRequest of kafka-clients. */
const EXACT = 0;
const DEFAULT = 1;
const ANY = 2;
const ENTITY_TYPES = ['user', 'client-id', 'ip'];

export const serveDescribeClientQuotas = serve(describeClientQuotas, ({ components, strict }, served) => {
  const error = clusterError(served, 'describe_configs');
  if (error !== 0) return { throttleTimeMs: 0, errorCode: error, errorMessage: null, entries: null };
  const refusal = problemOf(components);
  if (refusal !== null) return { throttleTimeMs: 0, ...refusal, entries: null };
  const entries = served.cluster.scenario.quotas.filter(({ entity }) => {
    const named = new Map(Object.entries(entity));
    const matches = components.every(({ entityType, matchType, match }) => {
      const name = named.get(entityType);
      if (name === undefined) return false;
      return matchType === EXACT ? name === match : matchType === DEFAULT ? name === null : true;
    });
    return matches && (!strict || named.size === components.length);
  });
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: '',
    entries: entries.map(({ entity, values }) => ({
      entity: Object.entries(entity).map(([entityType, entityName]) => ({ entityType, entityName })),
      values: Object.entries(values).map(([key, value]) => ({ key, value })),
    })),
  };
});

interface Component {
  readonly entityType: string;
  readonly matchType: number;
  readonly match: string | null;
}

function problemOf(components: readonly Component[]) {
  const refuse = (error: string, errorMessage: string) => ({ errorCode: errorCode(error), errorMessage });
  for (const [at, { entityType, matchType, match }] of components.entries()) {
    if (components.findIndex((each) => each.entityType === entityType) < at) {
      return refuse('INVALID_REQUEST', `Entity type ${entityType} cannot appear more than once in the filter.`);
    }
    if (!ENTITY_TYPES.includes(entityType))
      return refuse('UNSUPPORTED_VERSION', `Unsupported entity type ${entityType}`);
    if (matchType > ANY) return refuse('INVALID_REQUEST', `Unknown match type ${matchType}`);
    if (matchType === EXACT && match === null) {
      return refuse('INVALID_REQUEST', 'Request specified MATCH_TYPE_EXACT, but set match string to null.');
    }
  }
  return null;
}
