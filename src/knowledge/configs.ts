import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigCatalog, ConfigFamily } from '../domain/configs/catalog.ts';
import { configFamilies } from '../domain/configs/catalog.ts';
import { createCatalog, type FamilyKnowledge } from '../domain/configs/create-catalog.ts';
import { parseFamilyFile } from './family-file.ts';

/** The configuration catalogue under `folder`, read once on first use; a failure is tried again. */
export function createConfigLibrary(folder: string): () => Promise<ConfigCatalog> {
  let loaded: Promise<ConfigCatalog> | null = null;
  return () => {
    loaded ??= load(folder).catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}

async function load(folder: string): Promise<ConfigCatalog> {
  const read = configFamilies.map(async (family): Promise<readonly [ConfigFamily, FamilyKnowledge]> => {
    const file = `${family}.json`;
    const text = await readFile(join(folder, file), 'utf8').catch((cause: unknown) => {
      throw new Error(`The configuration data can't be read: ${file}.`, { cause });
    });
    return [family, parseFamilyFile(file, family, text)];
  });
  return createCatalog(new Map(await Promise.all(read)));
}
