/**
 * An expected failure, written for the person who asked: what happened, the likely cause and the next step.
 * Its words reach the assistant as they are, so they must hold no secret and no unescaped text of others.
 */
export class KnownFailure extends Error {
  override readonly name = 'KnownFailure';

  constructor(
    readonly what: string,
    readonly likelyCause: string,
    readonly nextStep: string,
    options?: ErrorOptions,
  ) {
    super(`${what} ${likelyCause} ${nextStep}`, options);
  }
}
