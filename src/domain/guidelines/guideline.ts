/** One guideline: a Markdown page, addressable by section. */
export interface Guideline {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The whole file, front matter included. */
  readonly text: string;
  readonly sections: readonly GuidelineSection[];
}

export interface GuidelineSection {
  /** GitHub's slug of the heading: lower case, words joined by hyphens. */
  readonly slug: string;
  readonly heading: string;
  readonly text: string;
}

/** GitHub's rule: lower case, punctuation dropped, blanks to hyphens. */
export const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/**
 * Reads a SKILL.md: front matter with `name` and `description`, a title, and sections under second-level headings. Text
 * between the title and the first section becomes the section `summary`. Throws an Error naming what is missing.
 */
export function parseGuideline(text: string): Guideline {
  const frontMatter = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (frontMatter === null) throw new Error('guideline without front matter');
  const field = (name: string): string => {
    const match = new RegExp(`^${name}:[ \\t]*(.+)$`, 'm').exec(frontMatter[1] ?? '');
    if (match?.[1] === undefined) throw new Error(`guideline without ${name}`);
    return match[1].trim().replace(/^(["'])(.*)\1$/, '$2');
  };
  const body = text.slice(frontMatter[0].length);
  const title = /^# (.+)$/m.exec(body)?.[1]?.trim();
  if (title === undefined) throw new Error(`guideline ${field('name')} without a title`);
  return { name: field('name'), title, description: field('description'), text, sections: sectionsOf(body) };
}

function sectionsOf(body: string): GuidelineSection[] {
  const sections: { heading: string; lines: string[] }[] = [];
  let inCode = false;
  for (const line of body.split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    const heading = inCode ? null : /^(#{1,2}) (.+)$/.exec(line);
    if (heading === null) sections.at(-1)?.lines.push(line);
    else sections.push({ heading: heading[1] === '#' ? 'Summary' : (heading[2] ?? '').trim(), lines: [] });
  }
  return sections
    .map(({ heading, lines }) => ({ slug: slugOf(heading), heading, text: lines.join('\n').trim() }))
    .filter(({ text }) => text !== '');
}
