import type { Guideline, GuidelineSection } from './guideline.ts';

export interface SectionHit {
  readonly guideline: Guideline;
  readonly section: GuidelineSection;
  readonly score: number;
}

/** A word of the heading says more about a section than one of its text. [chosen; no outside source] */
const HEADING_WEIGHT = 8;
const TITLE_WEIGHT = 2;

/**
 * Sections that match a question, best first: term frequency damped by section length, times the rarity of the term
 * (BM25 with its usual k1 = 1.2 and b = 0.75; Robertson and Zaragoza 2009).
 */
export function searchGuidelines(guidelines: readonly Guideline[], query: string, limit: number): SectionHit[] {
  const documents = guidelines
    .flatMap((guideline) => guideline.sections.map((section) => ({ guideline, section })))
    .filter(({ section }) => section.slug !== 'sources')
    .map((entry) => ({ ...entry, words: weightedWords(entry.guideline, entry.section) }));
  const terms = [...new Set(wordsOf(query))];
  const averageLength = sum(documents.map(({ words }) => sum([...words.values()]))) / Math.max(1, documents.length);
  const rarity = new Map(
    terms.map((term) => {
      const having = documents.filter(({ words }) => words.has(term)).length;
      return [term, Math.log(1 + (documents.length - having + 0.5) / (having + 0.5))];
    }),
  );
  return documents
    .map(({ guideline, section, words }) => {
      const length = sum([...words.values()]);
      const score = sum(
        terms.map((term) => {
          const frequency = words.get(term) ?? 0;
          const damped = (frequency * 2.2) / (frequency + 1.2 * (0.25 + (0.75 * length) / averageLength));
          return damped * (rarity.get(term) ?? 0);
        }),
      );
      return { guideline, section, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.section.slug.localeCompare(b.section.slug))
    .slice(0, limit);
}

function weightedWords(guideline: Guideline, section: GuidelineSection): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const word of wordsOf(text)) weights.set(word, (weights.get(word) ?? 0) + weight);
  };
  add(section.text, 1);
  add(section.heading, HEADING_WEIGHT);
  add(guideline.title, TITLE_WEIGHT);
  return weights;
}

const noise = new Set(
  'a an and are at be by do does for from how i in is it my of on or our should the to we what when which why with too many much more than per'.split(
    ' ',
  ),
);

/** Words with plural and verb endings cut, so that `lags`, `lagging` and `lag` meet. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !noise.has(word))
    .map(stem);

function stem(word: string): string {
  if (word.length <= 3) return word;
  const cut = word.replace(/(?:ing|ed|es|s)$/, '');
  return cut.length < 3 ? word : cut.replace(/(.)\1$/, '$1').replace(/e$/, '');
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
