import { z } from 'zod';
import type { Guideline, GuidelineSection } from '../domain/guidelines/guideline.ts';
import { searchGuidelines } from '../domain/guidelines/search.ts';
import { KnownFailure } from '../failure.ts';
import { markdown, report } from '../mcp/report.ts';
import { defineTool, OFFLINE } from '../mcp/tool.ts';
import type { Ports } from '../ports.ts';

const section = z.strictObject({ guideline: z.string(), section: z.string(), heading: z.string(), uri: z.string() });

export const guidelinesTool = (ports: Pick<Ports, 'guidelines'>) =>
  defineTool({
    name: 'kafka_guidelines',
    title: 'Kafka guidelines',
    description:
      'The rules of Kafka architecture with numbers and sources: topics, keys, partitions, consumer groups, delivery, schemas, retention, sizing, Connect and CDC, choosing a broker, lag, anti-patterns. Give `query` to search, `guideline` and `section` to read, nothing to list.',
    input: z.strictObject({
      query: z.string().min(1).max(200).optional().describe('Words to search for, such as "hot key"'),
      guideline: z.string().max(60).optional().describe('Its name, such as partitioning-and-keys'),
      section: z.string().max(120).optional().describe('Section slug, such as hot-keys; needs guideline'),
    }),
    output: report({
      sections: z.array(section).describe('What matched or what there is to read'),
      text: markdown().optional().describe('The section, as Markdown'),
    }),
    annotations: OFFLINE,
    example: { query: 'hot key' },
    narrow: 'Give a guideline, or a narrower query.',
    async run({ query, guideline, section: slug }) {
      const library = await ports.guidelines.list();
      if (query !== undefined) return found(query, library);
      if (guideline === undefined && slug !== undefined) {
        throw new KnownFailure(
          'Argument `section` needs `guideline`.',
          'A section name alone can stand in several guidelines.',
          'Give both, or search with `query`.',
        );
      }
      if (guideline === undefined) return contents(library, `${library.length} guidelines; read one by its sections.`);
      const page = oneOf(library, guideline, (candidate) => candidate.name, 'guideline');
      if (slug === undefined) return contents([page], `${page.title}: ${page.description}`);
      return read(
        page,
        oneOf(page.sections, slug, (candidate) => candidate.slug, 'section'),
      );
    },
  });

const HITS = 5;

function found(query: string, library: readonly Guideline[]) {
  const [best, ...others] = searchGuidelines(library, query, HITS);
  if (best === undefined) {
    throw new KnownFailure(
      'No guideline matches the query.',
      'None of its words stands in a guideline.',
      `Try other words, or one of the guidelines: ${library.map(({ name }) => name).join(', ')}.`,
    );
  }
  const page = read(best.guideline, best.section);
  return { ...page, sections: [...page.sections, ...others.map((hit) => entry(hit.guideline, hit.section))] };
}

const read = (guideline: Guideline, chosen: GuidelineSection) => ({
  summary: `${guideline.title} · ${chosen.heading}`,
  sections: [entry(guideline, chosen)],
  text: chosen.text,
  gaps: [],
  cut: [],
});

const contents = (guidelines: readonly Guideline[], summary: string) => ({
  summary,
  sections: guidelines.flatMap((guideline) => guideline.sections.map((chosen) => entry(guideline, chosen))),
  gaps: [],
  cut: [],
});

const entry = (guideline: Guideline, { slug, heading }: GuidelineSection) => ({
  guideline: guideline.name,
  section: slug,
  heading,
  uri: `kafka://guidelines/${guideline.name}#${slug}`,
});

function oneOf<T>(candidates: readonly T[], wanted: string, nameOf: (candidate: T) => string, argument: string): T {
  const chosen = candidates.find((candidate) => nameOf(candidate) === wanted);
  if (chosen !== undefined) return chosen;
  throw new KnownFailure(
    `Argument \`${argument}\`: there is no such ${argument}.`,
    `The names are: ${candidates.map(nameOf).join(', ')}.`,
    'Use one of them, or search with `query`.',
  );
}
