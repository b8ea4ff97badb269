import { setTimeout as sleep } from 'node:timers/promises';
import type { McpClient, ToolAnswer } from '../../support/mcp-client.ts';
import type { Plant } from './plant.ts';

/** What the server said of a group, in the order in which it was asked. */
export type Diagnose = (plant: Plant) => Promise<readonly ToolAnswer[]>;

/** The brokers and all clients share the machine with who asks. */
const QUESTIONS_AT_ONCE = 4;

/** Something that only looks ill looks so at one moment and not at the next. */
const LOOKS_AT_THE_CALM = 3;
const BETWEEN_LOOKS_MS = 7_000;

/**
 * Asks the server as an assistant does: with nothing but the group's name. What has to stay calm is asked about more than once.
 * An answer that misses something is asked for again: DescribeShareGroupOffsets of 4.3.1 was seen to take 2 s now and then, and
 * what is behind it on a connection waits as long.
 */
export function askAbout(client: McpClient): Diagnose {
  const inTurn = turns(QUESTIONS_AT_ONCE);
  const ask = async (group: string) => {
    const answer = await inTurn(() => client.call('kafka_diagnose_lag', { group }));
    const isWhole = !answer.isError && answer.content.gaps.length === 0;
    return isWhole ? answer : inTurn(() => client.call('kafka_diagnose_lag', { group }));
  };
  return async ({ group, verdict }) => {
    const answers: ToolAnswer[] = [];
    for (let left = verdict === 'calm' ? LOOKS_AT_THE_CALM : 1; left > 0; left -= 1) {
      answers.push(await ask(group));
      if (left > 1) await sleep(BETWEEN_LOOKS_MS);
    }
    return answers;
  };
}

/** Lets so many run at a time; the others wait for their turn. */
function turns(atOnce: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (run) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** A finding as the tool gives it. */
export interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly says: string;
  readonly evidence: readonly string[];
  readonly remedy: string;
  readonly command?: string;
}

const NO_ALARM = ['info', 'low'];

/** The first finding is the verdict. */
export const verdictIn = ({ content }: ToolAnswer): Told | null => content?.findings[0] ?? null;

/** Findings that call for something to be done. */
export const alarmsIn = ({ content }: ToolAnswer): readonly Told[] =>
  content.findings.filter(({ severity }: Told) => !NO_ALARM.includes(severity));
