/**
 * Broker settings under which faults show within two minutes: sessions of the 4.x protocols end after ten seconds, and a group
 * may ask for more; transactions are taken as a release before 3.6 takes them, so that one can be left hanging.
 */
export const settings = {
  'group.min.session.timeout.ms': '1000',
  'group.consumer.min.session.timeout.ms': '1000',
  'group.consumer.max.session.timeout.ms': '300000',
  'group.consumer.session.timeout.ms': '10000',
  'group.consumer.min.heartbeat.interval.ms': '500',
  'group.consumer.heartbeat.interval.ms': '1000',
  'group.share.min.heartbeat.interval.ms': '500',
  'group.share.heartbeat.interval.ms': '1000',
  'transaction.partition.verification.enable': 'false',
};
