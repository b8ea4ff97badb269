import type { SchemaProblem } from '../checker.ts';

/** Thrown where a text stops being a schema; `parse.ts` catches it. `text` is the number of the text, `at` the character. */
export class Refusal extends Error {
  constructor(
    readonly kind: SchemaProblem['kind'],
    readonly text: number,
    readonly at: number,
    readonly expected: string,
    message: string,
  ) {
    super(message);
  }
}
