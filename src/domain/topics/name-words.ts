/** Words that names of events are made of, besides the entity. Source: event names of published APIs and of common domains. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''));

/** Participles that do not end in -ed. */
const IRREGULAR = words(`
  sent resent paid repaid made sold resold bought left lost won held built rebuilt found begun born broken chosen done
  redone undone drawn withdrawn driven fallen frozen unfrozen given forgiven gone grown hidden known met put read reset
  risen run seen set unset shown shut split spent stolen stuck taken retaken told thrown rethrown understood woken written
  rewritten overridden cut hit quit kept fed led bid laid forgotten bound unbound caught struck sworn worn dealt lent hung
  said felt thought brought taught sought fought come came become became arisen
  went took gave wrote broke chose fell flew flown drove grew ran began drew froze stole spoke swore threw wore rose rang sank
  got forgot hid withdrew overdrew overdrawn`);
/** They say how something now is, which is what happened. */
const STATES = words(`
  low high empty full ready available unavailable overdue late missing due complete incomplete active inactive online
  offline open valid invalid stale dead alive pending successful unsuccessful healthy unhealthy expiring starting ending
  arriving leaving`);
/** They end in -ed and are things. */
const THINGS = words(
  'feed newsfeed seed bed embed speed need breed weed deed shed shred sled moped hundred proceed succeed exceed mitglied abschied unterschied lied',
);

/** `placed`, `sent`, `overdue`: the word of a name that says what happened. */
export const isFact = (word: string): boolean =>
  IRREGULAR.has(word) || STATES.has(word) || (word.length >= 4 && word.endsWith('ed') && !THINGS.has(word));

/** `in` of `logged in`. */
export const PARTICLES = words('in out up down off on back over through away again along apart around ahead forward');
/** What follows them is somebody else's. */
export const PREPOSITIONS = words(
  'to from into onto by for with at via of because due after before per within without until since as above below under',
);
/** What something went into or came out of lives through it: the cart, not the item. */
export const CONTAINING = words('to from into');
export const MOVED = words('added removed inserted add remove insert');
/** Two accounts are concerned, and either may be meant. */
export const FLOWS = words('transferred moved deposited credited debited withdrawn paid allocated assigned');

/** They say nothing of their own. */
export const EMPTY = words(`
  has have had was were is are be been being will got gets did does not never cannot can now just already soon newly new
  the a an successfully partially fully automatically manually temporarily permanently finally recently immediately nearly
  almost running no longer went came became left turned fell grew stayed remained
  wurde wurden wird ist nicht neu neue neuer neues est ete pas nouveau nouvelle`);

/** What is done with the entity before it: `user` of `user login failed`. */
export const ACTIONS = words(`
  view click tap impression login logon logout signin signout signup sign check checkin checkout authorization authorisation authentication
  cancellation registration verification validation activation deactivation creation deletion removal reservation renewal
  upload download attempt reset capture update change submission approval rejection expiry expiration sync migration closure
  drop increase decrease failure success timeout retry error reading measurement position location ping heartbeat erasure`);

/** One of many that the entity has: its own life hangs on the entity's. */
export const ATTRIBUTES = words(`
  address email mail phone password iban price limit quota threshold quantity preference preferences setting settings`);
/** The entity has one of each, so its key tells them apart. */
export const SINGLE_ATTRIBUTES = words('name status state balance level details profile data info');

/** About a person where nobody else is named. */
export const OF_USERS = words('login logon logout signin signout signup sign password profile gdpr');

/** Nobody names a thing so. */
export const IMPERATIVES = words(`
  create send resend update delete cancel add remove insert notify reserve generate process validate calculate publish assign
  unassign approve reject start stop activate deactivate register confirm verify authorize authorise execute apply issue
  allocate dispatch deliver submit close open suspend resume block unblock enable disable retry sync fulfil fulfill
  complete provision make`);
/** Verbs that are things as well. */
export const NOUN_IMPERATIVES = words(
  'charge refund ship book pay transfer schedule post report list trade rate release return check capture print pick pack move',
);

/** They say what kind of record it is. */
export const FILLERS = words('event events evt evts command commands cmd message messages msg');
/** They stand before the name of an event, and are no thing: `OnOrderPaid`, `evt.order.paid`, `cdc.crm.customers`. */
export const PREFIXES = words('on evt evts msg cmd cdc urn tbl');
/** Of the names of things, what can stand before one as well: `events.order.paid`, not `EventCreated`. */
export const NOUN_PREFIXES = words('event events message messages command commands topic topics');
/** What a database calls its parts: `order` of `orders_row_inserted`. */
export const ROWS = words('row rows tbl');
/** Schemas that tables are in unless somebody says otherwise. Source: PostgreSQL, Microsoft SQL Server. */
export const DEFAULT_SCHEMAS = words('public dbo');
/** First words of a reversed domain: CloudEvents asks for one before the type, Java before the package. */
export const TOP_LEVEL_DOMAINS = words('com org net edu gov io de fr nl ch uk eu se pl jp br');
/** Nothing without the whole that they are of: `cart.item.added` is about the item of a cart. */
export const PARTS = words(
  'item items line lines position positions entry entries step steps leg legs part parts detail details',
);
export const STATE_FILLERS = words('state snapshot table event events current latest');
/** One thing that is told by its value: where it changed, the name says what happened. */
export const VALUES = words(`
  address email mail phone password iban price prices limit quota threshold quantity preference preferences setting settings
  name status state balance level salary wage rate fee cost tariff discount amount score rating grade rank role permission
  permissions consent location position route schedule eta forecast temperature plan tier config configuration mode title
  description currency language timezone owner priority deadline date time version weight budget credit premium weather`);
