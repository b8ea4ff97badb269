import { existsSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** Names stay readable in stack traces; only white space and dead syntax go, since parsing is most of a start. */
const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } } as const;

/** Direct eval stands in the optional code generation of protobufjs; it is never reached at start. */
const checks = { eval: false } as const;

const program = (input: string, file: string, small: boolean) =>
  defineConfig({
    input,
    platform: 'node',
    checks,
    output: {
      file,
      format: 'esm',
      codeSplitting: false,
      minify: small ? minify : false,
      banner: '#!/usr/bin/env node',
    },
  });

/** Programs for people who work on the repository: never published. */
const tools = {
  sandbox: 'sandbox/main.ts',
  'bench-lag': 'test/bench/lag.ts',
  'bench-start': 'test/bench/start.ts',
  'bench-idle': 'test/bench/idle.ts',
  docs: 'test/reference/write.ts',
};

export default [
  program('src/main.ts', 'dist/kafka-architect.js', true),
  ...Object.entries(tools)
    .filter(([, input]) => existsSync(input))
    .map(([name, input]) => program(input, `.build/${name}.js`, false)),
];
