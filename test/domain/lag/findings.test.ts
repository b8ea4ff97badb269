import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import { parseGuideline } from '../../../src/domain/guidelines/guideline.ts';
import { lagStatuses } from '../../../src/domain/lag/status.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { further } from './further-cases.ts';
import { observed } from './observed-faults.ts';
import { judge } from './scene.ts';

const cases = [...observed, ...further];
const all: readonly Finding[] = cases.flatMap(({ scene }) => {
  const { primary, secondary } = judge(scene);
  return primary === null ? [] : [primary, ...secondary];
});

const guidelineOf = (skill: string) =>
  parseGuideline(readFileSync(join(packageRoot(), 'resources/guidelines', skill, 'SKILL.md'), 'utf8'));

describe('verdicts that no planted fault shows', () => {
  test.each(further)('$row $name', ({ scene, primary, secondary, status }) => {
    const result = judge(scene);
    expect(result.primary?.rule ?? null).toBe(primary);
    if (status !== undefined) expect(result.status).toBe(status);
    if (secondary !== undefined) expect(result.secondary.map(({ rule }) => rule)).toEqual(secondary);
  });
});

describe('findings', () => {
  test('every rule has a case', () => {
    const folder = join(packageRoot(), 'src/domain/lag/rules');
    const ids = readdirSync(folder).flatMap((file) => [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/rule: '(LAG-[A-Z-]+)'/g),
    ]);
    const known = new Set(ids.map(([, id]) => id));
    const seen = new Set(all.map(({ rule }) => rule));
    expect([...known].filter((id) => !seen.has(id ?? ''))).toEqual([]);
    expect(known.size).toBeGreaterThan(40);
  });

  test('link to a section that is there', () => {
    for (const link of new Set(all.map(({ guideline }) => guideline))) {
      const [, skill = '', slug = ''] = /^kafka:\/\/guidelines\/([a-z-]+)#(.+)$/.exec(link) ?? [];
      expect([link, guidelineOf(skill).sections.map((section) => section.slug)]).toEqual([
        link,
        expect.arrayContaining([slug]),
      ]);
    }
  });

  test('the guideline has every rule in its order of decision', () => {
    const order = guidelineOf('lag-and-rebalances').sections.find(({ slug }) => slug === 'the-order-of-decision');
    const missing = [...new Set(all.map(({ rule }) => rule))].filter((rule) => !order?.text.includes(rule));
    expect(missing).toEqual([]);
  });

  test('have evidence, a remedy, a step that shows the cure, and a command where there is something to run', () => {
    for (const { rule, evidence, remedy, command, verify, says } of all) {
      expect([rule, evidence.length]).not.toEqual([rule, 0]);
      for (const text of [says, remedy, verify, ...evidence]) expect([rule, text?.length]).not.toEqual([rule, 0]);
      expect([rule, verify]).not.toEqual([rule, undefined]);
      if (rule !== 'LAG-PHANTOM') expect([rule, command]).toEqual([rule, expect.stringMatching(/^kafka-[a-z-]+\.sh /)]);
    }
  });

  test('say nothing that leaked out of the code', () => {
    for (const finding of all)
      expect(JSON.stringify(finding)).not.toMatch(/undefined|NaN|Infinity|\bnull\b|\[object|-?\d\.\d{4,}/);
  });

  test('stay short enough to be read', () => {
    for (const { rule, says, remedy } of all) {
      expect([rule, says.length < 320]).toEqual([rule, true]);
      expect([rule, remedy.length < 950]).toEqual([rule, true]);
    }
  });
});

test.each(lagStatuses)('the guideline says what %s means', (status) => {
  const order = guidelineOf('lag-and-rebalances').sections.find(({ slug }) => slug === 'the-order-of-decision');
  expect(order?.text).toContain(`\`${status}\``);
});

test('a verdict that leaves something open names the next measurement', () => {
  for (const { scene, row, name } of cases) {
    const { primary, status, confidence, nextMeasurement } = judge(scene);
    const open = primary?.rule === 'LAG-STALLED' || (status === 'lagging' && confidence !== 'low');
    if (open) expect([row, name, nextMeasurement]).toEqual([row, name, expect.any(String)]);
  }
});
