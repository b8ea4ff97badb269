import type { Prompt } from '../mcp/prompts.ts';
import { designEventStreaming } from './design-event-streaming.ts';
import { whyDoesItLag } from './why-does-it-lag.ts';

export const prompts: readonly Prompt[] = [designEventStreaming, whyDoesItLag];
