import { createHash } from 'node:crypto';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CompleteRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Guideline } from '../domain/guidelines/guideline.ts';
import type { GuidelineLibrary } from '../ports.ts';
import { type AnswerContext, failureText } from './answers.ts';

const MARKDOWN = 'text/markdown';
const TEMPLATE = 'kafka://guidelines/{name}{#section}';

/** One source, three doors: resources, resources by section, and skills (SEP-2640, io.modelcontextprotocol/skills). */
export function offerGuidelines(server: Server, library: GuidelineLibrary, context: AnswerContext): void {
  server.registerCapabilities({ resources: {}, completions: {}, extensions: { 'io.modelcontextprotocol/skills': {} } });
  const readable = discreet(library, context);
  offerResources(server, readable);
  offerSkills(server, readable);
}

/** The SDK sends the message of a handler's error to the client as it is; one that names our files stays in the log. */
const discreet = (library: GuidelineLibrary, context: AnswerContext): GuidelineLibrary => ({
  list: () =>
    library.list().catch((error: unknown) => {
      throw new McpError(ErrorCode.InternalError, failureText(error, context));
    }),
});

const guidelineUri = (name: string) => `kafka://guidelines/${name}`;
const skillUri = (name: string) => `skill://${name}/SKILL.md`;

function offerResources(server: Server, library: GuidelineLibrary): void {
  server.setRequestHandler(ListResourcesRequestSchema, async () => ({
    resources: (await library.list()).flatMap(({ name, title, description }) => [
      { uri: guidelineUri(name), name, title, description, mimeType: MARKDOWN },
      { uri: skillUri(name), name: `skill ${name}`, title, description, mimeType: MARKDOWN },
    ]),
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [
      {
        uriTemplate: TEMPLATE,
        name: 'guideline-section',
        title: 'A section of a guideline',
        description: 'One section, as findings link to it.',
        mimeType: MARKDOWN,
      },
    ],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }) => {
    const text = textAt(uri, await library.list());
    if (text === null) throw new McpError(ErrorCode.InvalidParams, `Resource not found: ${uri.slice(0, 200)}`);
    return { contents: [{ uri, mimeType: MARKDOWN, text }] };
  });
  server.setRequestHandler(CompleteRequestSchema, async ({ params: { ref, argument, context } }) => {
    const guidelines = await library.list();
    const values =
      ref.type === 'ref/resource' && ref.uri === TEMPLATE ? choices(guidelines, argument.name, context) : [];
    const matching = values.filter((value) => value.startsWith(argument.value));
    return { completion: { values: matching.slice(0, 100), total: matching.length, hasMore: matching.length > 100 } };
  });
}

function choices(
  guidelines: readonly Guideline[],
  argument: string,
  context: { arguments?: Record<string, string> | undefined } | undefined,
): string[] {
  if (argument === 'name') return guidelines.map(({ name }) => name);
  const chosen = guidelines.find(({ name }) => name === context?.arguments?.name);
  return argument === 'section' ? (chosen?.sections ?? []).map(({ slug }) => slug) : [];
}

function textAt(uri: string, guidelines: readonly Guideline[]): string | null {
  for (const guideline of guidelines) {
    if (uri === guidelineUri(guideline.name) || uri === skillUri(guideline.name)) return guideline.text;
    for (const { slug, heading, text } of guideline.sections) {
      if (uri === `${guidelineUri(guideline.name)}#${slug}`)
        return `# ${guideline.title}\n\n## ${heading}\n\n${text}\n`;
    }
  }
  return null;
}

const ListSkillsRequest = z.object({
  method: z.literal('skills/list'),
  params: z.looseObject({ cursor: z.string().optional() }).optional(),
});
const GetSkillRequest = z.object({ method: z.literal('skills/get'), params: z.looseObject({ uri: z.string() }) });

/** The guidelines change with a release only. */
const cache = { resultType: 'complete', ttlMs: 3_600_000, cacheScope: 'public' };

function offerSkills(server: Server, library: GuidelineLibrary): void {
  server.setRequestHandler(ListSkillsRequest, async () => ({ ...cache, skills: (await library.list()).map(skill) }));
  server.setRequestHandler(GetSkillRequest, async ({ params: { uri } }) => {
    const found = (await library.list()).map(skill).find((candidate) => candidate.uri === uri);
    if (found === undefined) throw new McpError(ErrorCode.InvalidParams, `Unknown skill: ${uri.slice(0, 200)}`);
    return { ...cache, skill: found };
  });
}

function skill({ name, description, text }: Guideline) {
  const bytes = Buffer.from(text, 'utf8');
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return {
    uri: skillUri(name),
    frontmatter: { name, description },
    resources: [{ uri: skillUri(name), digest, size: bytes.length }],
  };
}
