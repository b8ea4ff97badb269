/** A number the plan rests on, and whether it was given. */
export interface Premise {
  readonly name: string;
  readonly value: number;
  readonly assumed: boolean;
  /** The configuration in use says it. */
  readonly fromConfig: boolean;
}
