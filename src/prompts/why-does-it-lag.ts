import type { Prompt } from '../mcp/prompts.ts';

export const whyDoesItLag: Prompt = {
  name: 'why-does-it-lag',
  title: 'Why does a consumer group lag?',
  description:
    'Looks at a live consumer group, names what is wrong with evidence, and says what to do now and next week.',
  arguments: [{ name: 'group', description: 'The consumer group; leave out to find the worst one', required: false }],
  text: ({ group }) =>
    [
      group === undefined
        ? 'Find the consumer group that lags worst: call kafka_diagnose_lag without arguments, then again with the name of the worst group.'
        : `Call kafka_diagnose_lag for the consumer group ${JSON.stringify(group)} with sample_seconds 10.`,
      'Report like a good incident note: first what is wrong and since when, then what to do now, then what to do this week, then the evidence.',
      'Keep apart what was measured and what is unknown. Where the answer says unknown, name the next measurement instead of guessing.',
      'Read the linked guideline section with kafka_guidelines before you recommend a change.',
    ].join('\n'),
};
