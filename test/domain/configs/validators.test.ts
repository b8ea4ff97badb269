import { describe, expect, it } from 'vitest';
import { acceptedInstead } from '../../../src/domain/configs/validators.ts';

const BY_DURATION = '[latest, earliest, none, by_duration:PnDTnHnMn.nS]';
const THROTTLED = '[partitionId]:[brokerId],[partitionId]:[brokerId],...';
const REPLICATION =
  "Positive number not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default";

describe('acceptedInstead', () => {
  it.each([
    ['INT', null, '-5'],
    ['INT', null, '+5'],
    ['INT', '[0,...]', ' 0 '],
    ['LONG', '[0,...]', '9223372036854775807'],
    ['SHORT', null, '32767'],
    ['DOUBLE', '[0,...,1]', '0.5'],
    ['DOUBLE', '[0.5,...,1.0]', '1'],
    ['DOUBLE', null, '1e-3'],
    ['INT', '[1,...,9] or -1', '-1'],
    ['INT', '[-1,...,1000] or all', 'all'],
    ['LONG', '[0,...] or Number.MAX_SAFE_INTEGER', 'Number.MAX_SAFE_INTEGER'],
    ['BOOLEAN', null, 'TRUE'],
    ['STRING', '[none, gzip, snappy, lz4, zstd]', 'zstd'],
    ['STRING', '[all, -1, 0, 1]', '-1'],
    ['LIST', '[compact, delete]', 'compact,delete'],
    ['LIST', '[compact, delete]', 'delete , compact'],
    ['STRING', '(case insensitive) [CLASSIC, CONSUMER]', 'consumer'],
    ['STRING', BY_DURATION, 'earliest'],
    ['STRING', BY_DURATION, 'by_duration:PT1H'],
    ['STRING', BY_DURATION, 'by_duration:P3DT1H2M3.5S'],
    ['LIST', THROTTLED, '*'],
    ['LIST', THROTTLED, '0:1,1:2'],
    ['LIST', 'non-empty list without duplicates', 'a,b'],
    ['LIST', 'List containing maximum of 5 elements', 'a,b,c,d,e'],
    ['STRING', 'non-empty string', 'x'],
    ['STRING', 'non-null string', ''],
    ['LIST', 'non-null string, unique transformation aliases', 'a,b'],
    ['SHORT', REPLICATION, '-1'],
    ['STRING', 'words that nobody has seen', 'anything'],
    ['INT', '[0,...]', '$' + '{env:RETRIES}'],
    ['INT', '[0,...]', '{{ .Values.retries }}'],
    ['STRING', '[0.8.0, 0.10.0-IV0, 3.0-IV0, 3.0-IV1]', '3.0'],
    ['STRING', '[0.8.0, 0.10.0-IV0, 3.0-IV0, 3.0-IV1]', '3.0.2'],
    ['STRING', '[0.8.0, 0.10.0-IV0, 3.0-IV0, 3.0-IV1]', '3.0-IV1'],
    ['STRING', '[0.8.0, 0.10.0-IV0, 3.0-IV0, 3.0-IV1]', '0.10.0.1'],
    ['STRING', 'comma-separated [all, none, some]', 'none,some'],
    ['LIST', '[compact, delete] without duplicates', ''],
    ['CLASS', null, 'com.example.Anything'],
    ['API', null, ''],
  ])('%s %s accepts %s', (type, valid, value) => {
    expect(acceptedInstead({ type, valid }, value)).toBeNull();
  });

  it.each([
    ['INT', null, '2147483648', 'a whole number up to 2147483647'],
    ['INT', null, '1.0', 'a whole number'],
    ['LONG', null, '9223372036854775808', 'a whole number up to 9223372036854775807'],
    ['SHORT', null, '32768', 'a whole number up to 32767'],
    ['INT', '[0,...]', '-1', '0 or more'],
    ['INT', '[0,...]', '', 'a whole number, 0 or more'],
    ['INT', '[0,...]', '2147483648', 'a whole number up to 2147483647, 0 or more'],
    ['INT', '[0,...]', '5 minutes', 'a whole number, 0 or more'],
    ['INT', '[1,...,9] or -1', '0', '1 to 9, or -1'],
    ['INT', '[-1,...,1000] or all', 'most', 'a whole number, -1 to 1000, or all'],
    ['DOUBLE', '[0,...,1]', '1.1', '0 to 1'],
    ['DOUBLE', null, '50%', 'a number'],
    ['BOOLEAN', null, 'yes', 'true or false'],
    ['STRING', '[none, gzip, snappy, lz4, zstd]', 'ZSTD', 'none, gzip, snappy, lz4, zstd'],
    ['STRING', '[null, 3.8, 3.9]', '3.7', '3.8, 3.9'],
    ['LIST', '[compact, delete]', 'compact,drop', 'compact, delete'],
    ['LIST', '[compact, delete]', '[delete]', 'compact, delete'],
    ['STRING', '(case insensitive) [CLASSIC, CONSUMER]', 'share', 'CLASSIC, CONSUMER'],
    ['STRING', BY_DURATION, 'by_duration:1h', 'latest, earliest, none, by_duration:PnDTnHnMn.nS'],
    ['STRING', BY_DURATION, 'by_duration:P', 'latest, earliest, none, by_duration:PnDTnHnMn.nS'],
    ['LIST', THROTTLED, '0-1', '*, or partition:broker pairs with commas between'],
    ['LIST', 'non-empty list without duplicates', '', 'a non-empty list without duplicates'],
    ['LIST', 'list without duplicates', 'a,b,a', 'a list without duplicates'],
    ['LIST', 'List containing maximum of 5 elements', 'a,b,c,d,e,f', 'at most 5 elements'],
    ['STRING', 'non-empty string', ' ', 'a non-empty string'],
    [
      'STRING',
      'non-empty string without ISO control characters',
      'a\u0007b',
      'a non-empty string without ISO control characters',
    ],
    ['LIST', 'non-null string, unique transformation aliases', 'a,a', 'unique transformation aliases'],
    ['STRING', '[0.8.0, 0.10.0-IV0, 3.0-IV0, 3.0-IV1]', '3.1', 'a release up to 3.0-IV1'],
    ['STRING', 'comma-separated [all, none, some]', 'none,more', 'all, none, some'],
    ['LIST', '[compact, delete] without duplicates', 'delete,delete', 'compact, delete; each once'],
    ['LIST', '[a, b] without duplicates, not empty', '', 'a, b; each once'],
    ['SHORT', REPLICATION, '0', "1 or more, or -1 for the broker's default"],
    ['STRING', '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]', 'x', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …, 13'],
  ])('%s %s refuses %s: accepted: %s', (type, valid, value, instead) => {
    expect(acceptedInstead({ type, valid }, value)).toBe(instead);
  });
});
