import type { Design, ProposedGroup } from '../design.ts';
import { connectSettings } from './connect.ts';
import { javaSettings } from './java.ts';
import { kafkajsSettings } from './kafkajs.ts';
import { librdkafkaSettings } from './librdkafka.ts';
import { shareSettings } from './share.ts';
import { streamsSettings } from './streams.ts';

const byClient = {
  java: javaSettings,
  librdkafka: librdkafkaSettings,
  kafkajs: kafkajsSettings,
  streams: streamsSettings,
  connect: connectSettings,
} as const;

/** Every setting of the design, in the words of its client. */
export const proposedSettings = (design: Design): ProposedGroup[] =>
  design.protocol.protocol === 'share' ? shareSettings(design) : byClient[design.premises.client](design);
