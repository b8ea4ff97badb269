/** Names as Kafka and schemas take them, made of what people write: `OrderPlaced`, `order placed` and `order_placed` are one. */

/** One word each, whatever their capitals say. */
const MIXED_CASE =
  /\b(?:g?GmbH|mbH|KGaA|IoT|OAuth|SaaS|PaaS|QoS|VoIP|IPv[46]|[kKMG]Wh|i(?:OS|Phone|Pad)|eBay|eSIM|eSignature|PayPal|GitHub|MySQL|PostgreSQL|WhatsApp|YouTube|LinkedIn|DevOps|WiFi)(?![a-z])/g;

/** `order-placed`: words in lower case with hyphens between them. Never empty. No `_`, which collides with `.` in metric names. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(MIXED_CASE, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words === '' ? `n-${hashOf(name)}` : words;
}

/** A name without a letter or digit that Kafka takes. */
export const isHash = (slug: string): boolean => /^n-[0-9a-f]{8}$/.test(slug);

/** At most `most` characters; what is cut off lives on in a hash, so that two long names stay two. */
export const shortened = (slug: string, most: number): string =>
  slug.length <= most ? slug : `${slug.slice(0, most - 9).replace(/-+$/, '')}-${hashOf(slug)}`;

/** `OrderPlaced`: a type name that Avro and Protobuf take. */
export function typeOf(slug: string): string {
  const type = slug
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
  return /^[0-9]/.test(type) ? `T${type}` : type;
}

/** A name that Avro and Protobuf take as it is, in the case that they use for types: `SMSSent`. */
export const isTypeName = (name: string): boolean => /^[A-Z][A-Za-z0-9]*$/.test(name);

/** `order_line_id`: a field name that Avro and Protobuf take. */
export function fieldOf(slug: string): string {
  const field = slug.replaceAll('-', '_');
  return /^[0-9]/.test(field) ? `_${field}` : field;
}

/** `orders` of `order`; a plural stays one. */
export function pluralOf(slug: string): string {
  if (slug.endsWith('s')) return slug;
  return slug.endsWith('y') && !/[aeiou]y$/.test(slug) ? `${slug.slice(0, -1)}ies` : `${slug}s`;
}

/** They end in s and are one, or have no singular. */
const NO_PLURALS = new Set([
  'news',
  'series',
  'species',
  'goods',
  'lens',
  'canvas',
  'atlas',
  'alias',
  'bias',
  'https',
  'kubernetes',
]);

/** `order` of `orders`, `delivery` of `deliveries`. Abbreviations (SMS, GPS) and words that end in s by nature stay. */
export function singularOf(slug: string): string {
  const word = slug.split('-').at(-1) ?? slug;
  // Three letters are an abbreviation; ss, us, is and os end a singular, ics is a field.
  if (word.length <= 3 || NO_PLURALS.has(word) || /(?:[suio]|ic)s$/.test(word) || !word.endsWith('s')) return slug;
  if (/[^aeiou]ies$/.test(slug) && !/(?:movies|cookies|calories)$/.test(slug)) return `${slug.slice(0, -3)}y`;
  return /(?:ss|sh|[^a]ch|x|tus|nus|bus)es$/.test(slug) ? slug.slice(0, -2) : slug.slice(0, -1);
}

/** FNV-1a over UTF-16, 32 bits, as eight hexadecimal digits: stable, and no secret hangs on it. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
