import { createTools } from '../../src/tools/index.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { configurationPage } from './configuration-page.ts';
import { toolsPage } from './tools-page.ts';

/** The generated pages, by their path in the repository. */
export const pages: Readonly<Record<string, () => string>> = {
  'resources/reference/configuration.md': configurationPage,
  'resources/reference/tools.md': () => toolsPage(createTools(fakePorts())),
};
