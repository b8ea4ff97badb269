/** Names as Kafka and schemas take them, made of what people write: `OrderPlaced`, `order placed` and `order_placed` are one. */

/** `order-placed`: words in lower case with hyphens between them. Never empty. No `_`, which collides with `.` in metric names. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
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

/** `order` of `orders`; words that end in s by nature stay. */
export const singularOf = (slug: string): string => (/[^suoi]s$/.test(slug) ? slug.slice(0, -1) : slug);

/** FNV-1a over UTF-16, 32 bits, as eight hexadecimal digits: stable, and no secret hangs on it. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
