import type { Prompt } from '../mcp/prompts.ts';

export const designEventStreaming: Prompt = {
  name: 'design-event-streaming',
  title: 'Design event streaming for a service',
  description: 'Turns a description of a business into topics, keys and partition counts, each with its reason.',
  arguments: [{ name: 'description', description: 'The services, their events, rates and sizes', required: true }],
  text: ({ description }) =>
    [
      `Design the event streaming for this: ${description}`,
      'Name the business events and the entity each belongs to; that entity id is the key. Ask for peak rates and sizes that are missing, or mark your assumption.',
      'For each topic call kafka_plan_partitions and report the binding constraint, not only the number.',
      'Look up topic-design, delivery-semantics and anti-patterns with kafka_guidelines; say where the description runs into an anti-pattern and the way out.',
      'Close with the open questions whose answers would change the design.',
    ].join('\n'),
};
