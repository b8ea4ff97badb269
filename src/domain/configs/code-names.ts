/** Constants of the Java clients whose names are not those of their settings. Source: ConsumerConfig, ProducerConfig, SaslConfigs, StreamsConfig 4.3. */
const CONSTANTS: Readonly<Record<string, string>> = {
  DEFAULT_DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG: 'default.deserialization.exception.handler',
  DEFAULT_KEY_SERDE_CLASS_CONFIG: 'default.key.serde',
  DEFAULT_PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG: 'default.production.exception.handler',
  DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG: 'default.timestamp.extractor',
  DEFAULT_VALUE_SERDE_CLASS_CONFIG: 'default.value.serde',
  DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG: 'deserialization.exception.handler',
  KEY_DESERIALIZER_CLASS_CONFIG: 'key.deserializer',
  KEY_SERIALIZER_CLASS_CONFIG: 'key.serializer',
  METADATA_MAX_AGE_CONFIG: 'metadata.max.age.ms',
  PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG: 'processing.exception.handler',
  PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG: 'production.exception.handler',
  RECEIVE_BUFFER_CONFIG: 'receive.buffer.bytes',
  SASL_JAAS_CONFIG: 'sasl.jaas.config',
  SEND_BUFFER_CONFIG: 'send.buffer.bytes',
  TRANSACTION_TIMEOUT_CONFIG: 'transaction.timeout.ms',
  VALUE_DESERIALIZER_CLASS_CONFIG: 'value.deserializer',
  VALUE_SERIALIZER_CLASS_CONFIG: 'value.serializer',
};

const CONSTANT = /^(?:\w+\.)*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/;
/** `GroupId` of .NET, also as `config.GroupId`. */
const PASCAL = /^(?:\w+\.)*((?:[A-Z][a-z0-9]+)+)$/;
/** `config.groupId`. */
const OF_AN_OBJECT = /^(?:config|conf|cfg|options|opts|props|properties|settings|consumerConfig|this)\.([a-z]\w*)$/;

export const isConstant = (written: string): boolean => CONSTANT.test(written);

/** The name of a setting for what code calls it: `ConsumerConfig.GROUP_ID_CONFIG` and `GroupId` are `group.id`. */
export function codeName(written: string): string {
  const constant = CONSTANT.exec(written)?.[1];
  if (constant !== undefined)
    return (
      CONSTANTS[constant] ??
      constant
        .replace(/_(?:CONFIG|DOC)$/, '')
        .toLowerCase()
        .replaceAll('_', '.')
    );
  const pascal = PASCAL.exec(written)?.[1];
  if (pascal !== undefined) return pascal.replaceAll(/([a-z0-9])([A-Z])/g, '$1.$2').toLowerCase();
  return OF_AN_OBJECT.exec(written)?.[1] ?? written;
}
