import type { SchemaRisk } from '../../checker.ts';
import { compareSchemas } from '../compare-schemas.ts';
import { NEW_READERS, OLD_READERS, type SchemaWideRisk, SOURCES } from './rule.ts';

/** Presence, closed enums, UTF-8 and packing follow from the syntax. */
export const syntaxRisk: SchemaWideRisk = ({ older, newer }) => {
  const [before, after] = [older.main.syntax, newer.main.syntax];
  if (before === after) return [];
  return [
    {
      id: 'PROTOBUF-SYNTAX-CHANGED',
      path: '#/',
      message: `The text was ${before} and is ${after}: what counts as set, defaults, unknown enum values and the check for UTF-8 may differ.`,
      breaks: `${NEW_READERS}, and ${OLD_READERS}, where they ask whether a field is set`,
      source: SOURCES.presence,
    },
  ];
};

/** Releases up to 8.3 and the registry's master of 2026 judge changes of oneofs differently. */
export const releaseRisk: SchemaWideRisk = ({ older, newer }) =>
  [
    { reader: newer, writer: older, level: 'BACKWARD' },
    { reader: older, writer: newer, level: 'FORWARD' },
  ].flatMap(({ reader, writer, level }): readonly SchemaRisk[] => {
    const until83 = compareSchemas(reader, writer, 'confluent');
    const next = compareSchemas(reader, writer, 'confluent-next');
    if ((until83.length === 0) === (next.length === 0)) return [];
    const [first] = [...until83, ...next];
    return [
      {
        id: 'PROTOBUF-ONEOF-RELEASE-DEPENDENT',
        path: first?.path ?? '#/',
        message: `Under ${level} a registry up to 8.3 ${until83.length === 0 ? 'accepts' : 'refuses'} this change of a oneof and a later one ${next.length === 0 ? 'accepts' : 'refuses'} it${first === undefined ? '' : ` (${first.rule})`}.`,
        breaks: `the verdict at an upgrade of the registry, and ${level === 'BACKWARD' ? NEW_READERS : OLD_READERS}`,
        source: SOURCES.registry,
      },
    ];
  });
