import type { z } from 'zod';

/** What a tool may reach of the call it serves: nothing of MCP, nothing of a client library. */
export interface ToolContext {
  readonly signal: AbortSignal;
  /** Told to the client when it asked for progress; silently dropped when it did not. */
  progress(done: number, total: number, message: string): Promise<void>;
}

export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** Computes from its arguments alone. */
export const OFFLINE: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** Reads systems whose names and texts others wrote. */
export const LIVE: ToolAnnotations = { ...OFFLINE, openWorldHint: true };

/**
 * One tool: a page of a manual and a few lines that run it.
 * Build `input` with z.strictObject and `output` with `report`.
 */
export interface Tool<I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** What it answers, when to use which sibling instead, what it needs; at most 1,024 characters. */
  readonly description: string;
  readonly input: I;
  readonly output: O;
  readonly annotations: ToolAnnotations;
  /** Arguments that work as they are; shown on the tool's page and called by the tests. */
  readonly example: z.input<I>;
  /** What has to be configured for it to answer; absent for a tool that needs nothing. */
  readonly needs?: 'kafka' | 'registry';
  /** Whether this call of a live tool is answered from its arguments alone; never, when left out. */
  isOffline?(input: z.output<I>): boolean;
  /** How a caller sees what a shortened list left out. */
  readonly narrow: string;
  /** Method syntax on purpose: bivariance lets tools of different inputs live in one list. */
  run(input: z.output<I>, context: ToolContext): Promise<DeepReadonly<z.input<O>>> | DeepReadonly<z.input<O>>;
}

/** What the domain hands out is readonly; a report may be made of it as it is. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

export const defineTool = <I extends z.ZodObject, O extends z.ZodObject>(tool: Tool<I, O>): Tool<I, O> => tool;
