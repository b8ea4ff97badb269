import { REGISTRY, type Risk } from './risk.ts';
import type { ObjectNode } from './schema.ts';

interface Place {
  readonly node: ObjectNode;
  readonly path: string;
}

/** What the next version will not be able to do. Told once for each model, where it is met first. */
export function contentModelRisks(places: readonly Place[]): { risk: Risk; path: string }[] {
  return [openRisk, closedRisk].flatMap(({ is, risk }) => {
    const found = places.filter(({ node }) => node.properties.size > 0 && is(node));
    const [first] = found;
    return first === undefined ? [] : [{ risk: risk(found.length), path: first.path }];
  });
}

const openRisk = {
  is: ({ additional, unevaluated, patterns }: ObjectNode) =>
    additional === true && unevaluated === true && patterns.length === 0,
  risk: (count: number): Risk => ({
    id: 'JSON-OPEN-MODEL-CANNOT-GROW',
    message: `${objects(count)} open: data may hold any other property, so adding even an optional one is refused under BACKWARD and FULL. Set additionalProperties to false or to a schema that new properties keep to, or use the LENIENT policy of registries since 8.1.1.`,
    breaks: 'The next version that adds a property.',
    source: `${REGISTRY}, content models; confluentinc/schema-registry issues 1458, 1490, 1529`,
  }),
};

const closedRisk = {
  is: ({ additional, unevaluated, patterns }: ObjectNode) =>
    (additional === false || (additional === true && unevaluated === false)) && patterns.length === 0,
  risk: (count: number): Risk => ({
    id: 'JSON-CLOSED-MODEL-CANNOT-SHRINK',
    message: `${objects(count)} closed: removing a property is refused under BACKWARD, adding one under FORWARD, both under FULL. Where that is needed, cover names to come with patternProperties.`,
    breaks: 'The next version that removes a property, and under FORWARD or FULL one that adds a property.',
    source: `${REGISTRY}, content models`,
  }),
};

const objects = (count: number): string => (count === 1 ? 'This object is' : `${count} objects, this one first, are`);
