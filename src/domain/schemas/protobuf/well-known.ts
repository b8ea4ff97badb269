import type { KnownType } from './schema.ts';

/** `Name` is a message, `enum Name` an enum; nested ones with a dot. */
type Declarations = readonly string[];

/**
 * Files that a registry has without anybody registering them. Sources: the files of Protobuf as protobufjs 8.8.1 ships them
 * (google/protobuf), googleapis (google/type), and the known dependencies of Confluent's Protobuf provider (confluent/…).
 */
const FILES: Readonly<Record<string, { readonly package: string; readonly types: Declarations }>> = {
  'google/protobuf/any.proto': { package: 'google.protobuf', types: ['Any'] },
  'google/protobuf/api.proto': { package: 'google.protobuf', types: ['Api', 'Method', 'Mixin'] },
  'google/protobuf/descriptor.proto': {
    package: 'google.protobuf',
    types: [
      'FileDescriptorSet',
      'FileDescriptorProto',
      'DescriptorProto',
      'DescriptorProto.ExtensionRange',
      'DescriptorProto.ReservedRange',
      'ExtensionRangeOptions',
      'ExtensionRangeOptions.Declaration',
      'enum ExtensionRangeOptions.VerificationState',
      'FieldDescriptorProto',
      'enum FieldDescriptorProto.Type',
      'enum FieldDescriptorProto.Label',
      'OneofDescriptorProto',
      'EnumDescriptorProto',
      'EnumDescriptorProto.EnumReservedRange',
      'EnumValueDescriptorProto',
      'ServiceDescriptorProto',
      'MethodDescriptorProto',
      'FileOptions',
      'enum FileOptions.OptimizeMode',
      'MessageOptions',
      'FieldOptions',
      'enum FieldOptions.CType',
      'enum FieldOptions.JSType',
      'enum FieldOptions.OptionRetention',
      'enum FieldOptions.OptionTargetType',
      'FieldOptions.EditionDefault',
      'FieldOptions.FeatureSupport',
      'OneofOptions',
      'EnumOptions',
      'EnumValueOptions',
      'ServiceOptions',
      'MethodOptions',
      'enum MethodOptions.IdempotencyLevel',
      'UninterpretedOption',
      'UninterpretedOption.NamePart',
      'FeatureSet',
      'enum FeatureSet.FieldPresence',
      'enum FeatureSet.EnumType',
      'enum FeatureSet.RepeatedFieldEncoding',
      'enum FeatureSet.Utf8Validation',
      'enum FeatureSet.MessageEncoding',
      'enum FeatureSet.JsonFormat',
      'enum FeatureSet.EnforceNamingStyle',
      'FeatureSet.ProtoLimitsFeature',
      'enum FeatureSet.ProtoLimitsFeature.EnforceProtoLimits',
      'FeatureSet.VisibilityFeature',
      'enum FeatureSet.VisibilityFeature.DefaultSymbolVisibility',
      'FeatureSetDefaults',
      'FeatureSetDefaults.FeatureSetEditionDefault',
      'SourceCodeInfo',
      'SourceCodeInfo.Location',
      'GeneratedCodeInfo',
      'GeneratedCodeInfo.Annotation',
      'enum GeneratedCodeInfo.Annotation.Semantic',
      'enum Edition',
      'enum SymbolVisibility',
    ],
  },
  'google/protobuf/duration.proto': { package: 'google.protobuf', types: ['Duration'] },
  'google/protobuf/empty.proto': { package: 'google.protobuf', types: ['Empty'] },
  'google/protobuf/field_mask.proto': { package: 'google.protobuf', types: ['FieldMask'] },
  'google/protobuf/source_context.proto': { package: 'google.protobuf', types: ['SourceContext'] },
  'google/protobuf/struct.proto': {
    package: 'google.protobuf',
    types: ['Struct', 'Value', 'ListValue', 'enum NullValue'],
  },
  'google/protobuf/timestamp.proto': { package: 'google.protobuf', types: ['Timestamp'] },
  'google/protobuf/type.proto': {
    package: 'google.protobuf',
    types: ['Type', 'Field', 'enum Field.Kind', 'enum Field.Cardinality', 'Enum', 'EnumValue', 'Option', 'enum Syntax'],
  },
  'google/protobuf/wrappers.proto': {
    package: 'google.protobuf',
    types: [
      'DoubleValue',
      'FloatValue',
      'Int64Value',
      'UInt64Value',
      'Int32Value',
      'UInt32Value',
      'BoolValue',
      'StringValue',
      'BytesValue',
    ],
  },
  'google/type/calendar_period.proto': { package: 'google.type', types: ['enum CalendarPeriod'] },
  'google/type/color.proto': { package: 'google.type', types: ['Color'] },
  'google/type/date.proto': { package: 'google.type', types: ['Date'] },
  'google/type/datetime.proto': { package: 'google.type', types: ['DateTime', 'TimeZone'] },
  'google/type/dayofweek.proto': { package: 'google.type', types: ['enum DayOfWeek'] },
  'google/type/decimal.proto': { package: 'google.type', types: ['Decimal'] },
  'google/type/expr.proto': { package: 'google.type', types: ['Expr'] },
  'google/type/fraction.proto': { package: 'google.type', types: ['Fraction'] },
  'google/type/interval.proto': { package: 'google.type', types: ['Interval'] },
  'google/type/latlng.proto': { package: 'google.type', types: ['LatLng'] },
  'google/type/localized_text.proto': { package: 'google.type', types: ['LocalizedText'] },
  'google/type/money.proto': { package: 'google.type', types: ['Money'] },
  'google/type/month.proto': { package: 'google.type', types: ['enum Month'] },
  'google/type/phone_number.proto': { package: 'google.type', types: ['PhoneNumber', 'PhoneNumber.ShortCode'] },
  'google/type/postal_address.proto': { package: 'google.type', types: ['PostalAddress'] },
  'google/type/quaternion.proto': { package: 'google.type', types: ['Quaternion'] },
  'google/type/timeofday.proto': { package: 'google.type', types: ['TimeOfDay'] },
  'confluent/meta.proto': { package: 'confluent', types: ['Meta'] },
  'confluent/type/decimal.proto': { package: 'confluent.type', types: ['Decimal'] },
};

export interface WellKnownType extends KnownType {
  /** The file to import for it. */
  readonly file: string;
}

/** Files that may be imported without a reference. */
export const WELL_KNOWN_FILES: ReadonlySet<string> = new Set(Object.keys(FILES));

/** Their types by full name. */
export const WELL_KNOWN_TYPES: ReadonlyMap<string, WellKnownType> = new Map(
  Object.entries(FILES).flatMap(([file, { package: pkg, types }]) =>
    types.map((declaration) => wellKnown(file, pkg, declaration)),
  ),
);

function wellKnown(file: string, pkg: string, declaration: string): readonly [string, WellKnownType] {
  const isEnum = declaration.startsWith('enum ');
  const name = isEnum ? declaration.slice('enum '.length) : declaration;
  const declared = { package: pkg, path: name.split('.') };
  return [
    `${pkg}.${name}`,
    {
      definition: isEnum
        ? { kind: 'enum', ...declared, values: [], reserved: { ranges: [], names: [] } }
        : { kind: 'opaque', ...declared },
      origin: 'elsewhere',
      file,
    },
  ];
}
