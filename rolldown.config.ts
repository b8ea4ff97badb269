import { existsSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** Names stay readable in stack traces; only white space and dead syntax go, since parsing is most of a start. */
const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } } as const;

/** Direct eval stands in the optional code generation of protobufjs; it is never reached at start. */
const checks = { eval: false } as const;

const common = { platform: 'node', checks } as const;
const banner = '#!/usr/bin/env node';

/** What is published: one file that starts, and beside it what is loaded when somebody needs it. */
const server = defineConfig({
  ...common,
  input: { 'kafka-architect': 'src/main.ts' },
  output: {
    dir: 'dist',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    format: 'esm',
    minify,
    banner: (chunk) => (chunk.isEntry ? banner : ''),
  },
});

const program = (input: string, file: string) =>
  defineConfig({
    ...common,
    input,
    output: { file, format: 'esm', codeSplitting: false, minify: false, banner },
  });

/** Programs for people who work on the repository: never published. */
const tools = {
  demo: 'sandbox/demo/main.ts',
  sandbox: 'sandbox/main.ts',
  'bench-lag': 'test/bench/lag.ts',
  'bench-scale': 'test/bench/scale.ts',
  'bench-schemas': 'test/bench/schemas.ts',
  'bench-start': 'test/bench/start.ts',
  'bench-idle': 'test/bench/idle.ts',
  'bench-judge': 'test/bench/judge.ts',
  'bench-advisors': 'test/bench/advisors.ts',
  docs: 'test/reference/write.ts',
  'data-api-versions': 'test/reference/write-api-versions.ts',
  'data-kafka-configs': 'test/reference/write-kafka-configs.ts',
};

export default [
  server,
  ...Object.entries(tools)
    .filter(([, input]) => existsSync(input))
    .map(([name, input]) => program(input, `.build/${name}.js`)),
];
