import { type CompatibilityLevel, levelOf } from '../../domain/schemas/levels.ts';
import type { SchemaReference, SchemaType } from '../../domain/schemas/observation.ts';
import { ScenarioError } from '../scenario/parse.ts';
import type { ScenarioRegistry } from '../scenario/schema.ts';
import { canonicalText, identityOf } from './canonical-text.ts';

/** A schema as it is handed in. */
export interface NewSchema {
  readonly type: SchemaType;
  readonly text: string;
  readonly references: readonly SchemaReference[];
}

/** One version of a subject. */
export interface StoredVersion extends NewSchema {
  readonly subject: string;
  readonly version: number;
  readonly id: number;
}

interface Subject {
  readonly versions: StoredVersion[];
  /** null: the global level counts. */
  readonly level: CompatibilityLevel | null;
}

/** What a registry keeps. Subjects of a context (`:.context:subject`) are subjects with long names. */
export class SubjectStore {
  readonly globalLevel: CompatibilityLevel;
  private readonly subjects = new Map<string, Subject>();
  /** The same schema has the same id under every subject. */
  private readonly ids = new Map<string, number>();

  /** Throws ScenarioError for a registry that could not have come to be. */
  constructor({ level, subjects }: ScenarioRegistry) {
    const problems: string[] = [];
    const known = (name: string, where: string): CompatibilityLevel | null => {
      const found = levelOf(name);
      if (found === null) problems.push(`${where}: there is no compatibility level ${name}`);
      return found;
    };
    const global = known(level, 'registry');
    for (const { name, type, level: own, versions } of subjects) {
      if (this.subjects.has(name)) problems.push(`subject ${name}: it is there twice`);
      this.subjects.set(name, { versions: [], level: own === undefined ? null : known(own, `subject ${name}`) });
      for (const { schema, references } of versions) {
        const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
        this.add(name, { type, text, references });
      }
    }
    for (const { subject, version, references } of this.all())
      for (const reference of references)
        if (this.version(reference.subject, reference.version) === null)
          problems.push(
            `${subject} version ${version}: there is no version ${reference.version} of ${reference.subject}`,
          );
    if (global === null || problems.length > 0) throw new ScenarioError('the registry of the scenario', problems);
    this.globalLevel = global;
  }

  /** Names of all subjects, sorted. */
  names(): string[] {
    return [...this.subjects.keys()].sort();
  }

  /** Every version of every subject, in the order of their names. */
  all(): StoredVersion[] {
    return this.names().flatMap((name) => this.versions(name) ?? []);
  }

  /** Oldest first; null for an unknown subject. */
  versions(subject: string): readonly StoredVersion[] | null {
    return this.subjects.get(subject)?.versions ?? null;
  }

  version(subject: string, version: number | 'latest'): StoredVersion | null {
    const versions = this.versions(subject) ?? [];
    const found = version === 'latest' ? versions.at(-1) : versions.find((each) => each.version === version);
    return found ?? null;
  }

  /** Versions that carry this id, under any subject. */
  withId(id: number): StoredVersion[] {
    return this.all().filter((each) => each.id === id);
  }

  ownLevel(subject: string): CompatibilityLevel | null {
    return this.subjects.get(subject)?.level ?? null;
  }

  /** The level that counts for a subject. */
  level(subject: string): CompatibilityLevel {
    return this.ownLevel(subject) ?? this.globalLevel;
  }

  /** The version of a subject that is this schema; null when none is. */
  find(subject: string, schema: NewSchema): StoredVersion | null {
    const id = this.ids.get(keyOf(schema));
    return this.versions(subject)?.find((version) => version.id === id) ?? null;
  }

  /** Appends a version. The caller has checked it. */
  add(subject: string, schema: NewSchema): StoredVersion {
    const { versions } = this.subjects.get(subject) ?? this.create(subject);
    const key = keyOf(schema);
    const id = this.ids.get(key) ?? this.ids.size + 1;
    this.ids.set(key, id);
    const { type, text, references } = schema;
    const version = (versions.at(-1)?.version ?? 0) + 1;
    const stored = { subject, version, id, type, text: canonicalText(type, text), references };
    versions.push(stored);
    return stored;
  }

  private create(name: string): Subject {
    const subject: Subject = { versions: [], level: null };
    this.subjects.set(name, subject);
    return subject;
  }
}

const keyOf = ({ type, text, references }: NewSchema): string =>
  JSON.stringify([
    type,
    identityOf(type, text),
    references.map(({ name, subject, version }) => [name, subject, version]),
  ]);
