/** Something that the configuration in use says, and by which setting. */
export interface Told<T> {
  readonly value: T;
  readonly setting: string;
}
