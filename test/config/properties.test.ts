import { expect, test } from 'vitest';
import { parseProperties } from '../../src/config/properties.ts';

/** Expected values as java.util.Properties.load reads them. */
test.each<[string, Record<string, string>]>([
  ['a=1\nb: 2\nc 3', { a: '1', b: '2', c: '3' }],
  ['  a  =  1  ', { a: '1  ' }],
  ['# a=1\n! b=2\n\nc=3', { c: '3' }],
  ['a=1,\\\n   2,\\\n\t3', { a: '1,2,3' }],
  ['a=1\\\\\nb=2', { a: '1\\', b: '2' }],
  ['a\\ b=1\na\\=b=2', { 'a b': '1', 'a=b': '2' }],
  ['a=\\u0041\\t\\n\\q', { a: 'A\t\nq' }],
  ['a', { a: '' }],
  ['a==', { a: '=' }],
  ['a=1\r\nb=2\rc=3', { a: '1', b: '2', c: '3' }],
  ['a=x # not a comment', { a: 'x # not a comment' }],
])('%j', (text, expected) => {
  expect(Object.fromEntries(parseProperties(text))).toEqual(expected);
});

/** Cases of java.util.Properties.load at the edges of lines. */
test.each<[string, Record<string, string>]>([
  ['a=1\\', { a: '1' }],
  ['a=1\\\n\nb=2', { a: '1', b: '2' }],
  ['a=1\\\r\n  #2', { a: '1#2' }],
  ['# comment \\\na=1', { a: '1' }],
  ['a=1\\\\\\\n2', { a: '1\\2' }],
  ['a \t = \f 1', { a: '1' }],
  ['a\\:b:c', { 'a:b': 'c' }],
  ['\\#a=1\n\\!b=2', { '#a': '1', '!b': '2' }],
  ['a=1\na=2', { a: '2' }],
  ['password=p#w!d = x', { password: 'p#w!d = x' }],
  ['dir=C:\\\\kafka\\\\ca.pem', { dir: 'C:\\kafka\\ca.pem' }],
  ['a=\\u00e9\\u4E2D', { a: 'é中' }],
  ['', {}],
  [' \n\t\n', {}],
])('%j', (text, expected) => {
  expect(Object.fromEntries(parseProperties(text))).toEqual(expected);
});
