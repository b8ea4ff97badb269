/** A placeholder that is filled in for each instance. */
const PLACEHOLDER = /[${}<>%]/;
/** An ordinal at the end: one instance's own configuration; a prefix of Spring's has a separator behind it. */
const ORDINAL = /[-_.]\d+[-_.]?$/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const MADE_UP = /uuid|guid|random|timestamp|nanotime|currenttime|date\.now|\$\{?pid\b/i;

/** With anything else it may be a sentence, which nobody should copy into a file. */
const PLAIN = /^[\w.:@/${}<>%()-]+$/;

/** Whether it may stand in a plan as it was written. */
export const isPlainId = (id: string): boolean => PLAIN.test(id);

/** Whether something in it differs between instances. */
export const differsByInstance = (id: string): boolean => PLACEHOLDER.test(id) || ORDINAL.test(id);

export const hasPlaceholder = (id: string): boolean => PLACEHOLDER.test(id);

/** Whether each start makes another one, so that nothing fences the last. */
export const looksMadeUp = (id: string): boolean => UUID.test(id) || MADE_UP.test(id);

/** What is the same on every instance; null: nothing can be told from it. */
export function commonPartOf(id: string): string | null {
  if (!isPlainId(id) || looksMadeUp(id) || hasPlaceholder(id)) return null;
  const common = id.replace(ORDINAL, '').replace(/[-_.]+$/, '');
  return common === '' ? null : common;
}
