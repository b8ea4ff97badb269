/** What a group of settings puts before the names in it: those of a producer are no consumer's, kafkajs' retries have names of their own. */
export function prefixOfGroup(group: string): string {
  if (/(^|[.\s])(?:new\s+)?(?:kafka\.)?producer(s|config|properties|builder)?$/i.test(group)) return 'producer.';
  return group === 'retry' ? 'retry.' : '';
}
