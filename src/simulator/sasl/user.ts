/** Somebody who may log in. */
export interface User {
  readonly username: string;
  readonly password: string;
}
