import { describe, expect, it } from 'vitest';
import { entityOf, keyOf, kindOf } from '../../../src/domain/topics/reading-names.ts';
import { type EventKind, eventKinds } from '../../../src/domain/topics/request.ts';
import { fieldOf, singularOf, slugOf } from '../../../src/domain/topics/slug.ts';

const SURE = false;
const DOUBTFUL = true;
type Row = readonly [name: string, entity: string, doubtful?: boolean];

/** Names as shops, banks, logistics, telecoms, media, health, gaming, energy and public APIs give them. */
const facts: readonly Row[] = [
  // Accounts of people.
  ['UserRegistered', 'user'],
  ['UserLoggedIn', 'user'],
  ['user.signed-up', 'user'],
  ['user_has_been_deleted', 'user'],
  ['UserOptedOut', 'user'],
  ['UserLockedOut', 'user'],
  ['UserLogin', 'user'],
  ['UserLoginFailed', 'user'],
  ['UserEmailChanged', 'user'],
  ['UserPasswordReset', 'user'],
  ['UserRegistrationCompleted', 'user'],
  ['CustomerOptedIn', 'customer'],
  ['customer.created.v2', 'customer'],
  ['CustomerAddressCorrected', 'customer'],
  ['SessionTimedOut', 'session'],
  ['ConsentWithdrawn', 'consent'],
  ['EmployeeHired', 'employee'],
  ['MemberJoinedGroup', 'member'],
  // Shops.
  ['OrderPlaced', 'order'],
  ['Order Created', 'order'],
  ['order.checked-out', 'order'],
  ['OrderNotPaid', 'order'],
  ['OrderWasCancelled', 'order'],
  ['OrderCancellationRequested', 'order'],
  ['OrderCancellation', 'order'],
  ['OrderSuccessfullyDelivered', 'order'],
  ['OrderShippedToCustomer', 'order'],
  ['OrderOverdue', 'order'],
  ['orders_shipped_event', 'order'],
  ['created_order', 'order'],
  ['OrderItemAdded', 'order-item'],
  ['CartUpdated', 'cart'],
  ['CartCheckoutStarted', 'cart'],
  ['StockLow', 'stock'],
  ['StockLevelDropped', 'stock'],
  ['StockReservationFailed', 'stock'],
  ['ProductBackInStock', 'product'],
  ['ProductOutOfStock', 'product'],
  ['ProductPriceChanged', 'product'],
  ['ReturnAccepted', 'return'],
  ['GiftCardRedeemed', 'gift-card'],
  ['CouponExpired', 'coupon'],
  ['ReviewWritten', 'review'],
  // Money.
  ['InvoicePaid', 'invoice'],
  ['PaymentChargedBack', 'payment'],
  ['PaymentCaptureFailed', 'payment'],
  ['PaymentReceivedV3', 'payment'],
  ['payment_intent.succeeded', 'payment-intent'],
  ['charge.refunded', 'charge'],
  ['RefundIssued', 'refund'],
  ['CardAuthorizationDeclined', 'card'],
  ['AccountLimitExceeded', 'account'],
  ['AccountOverdrawn', 'account'],
  ['TradeExecuted', 'trade'],
  ['BidPlaced', 'bid'],
  ['LoanPaidOff', 'loan'],
  ['ScheduledPaymentExecuted', 'scheduled-payment'],
  ['SubscriptionRenewalFailed', 'subscription'],
  ['SubscriptionExpiring', 'subscription'],
  ['ClaimSettled', 'claim'],
  ['PolicyLapsed', 'policy'],
  // Transport and things.
  ['ParcelLeftDepot', 'parcel'],
  ['ParcelPickedUp', 'parcel'],
  ['ShipmentArrivedAtHub', 'shipment'],
  ['DeliveryAttemptFailed', 'delivery'],
  ['DeliveriesCompleted', 'delivery'],
  ['TripHasStarted', 'trip'],
  ['RideRequested', 'ride'],
  ['DriverWentOnline', 'driver'],
  ['FlightTookOff', 'flight'],
  ['VehicleLocation', 'vehicle'],
  ['TelemetryReading', 'telemetry'],
  ['DeviceTurnedOff', 'device'],
  ['SensorWentDown', 'sensor'],
  ['MeterRead', 'meter'],
  ['OvenDoorLeftOpen', 'oven-door'],
  // Media, work, health, telecoms.
  ['SMSSent', 'sms'],
  ['CallDropped', 'call'],
  ['SIMSwapped', 'sim'],
  ['MessageSent', 'message'],
  ['EventCreated', 'event'],
  ['TableReserved', 'table'],
  ['VideoViewed', 'video'],
  ['PageView', 'page'],
  ['AdClicked', 'ad'],
  ['FileUploadCompleted', 'file'],
  ['JobTimedOut', 'job'],
  ['build.finished', 'build'],
  ['com.github.pull_request.opened', 'pull-request'],
  ['KYCCompleted', 'kyc'],
  ['PatientAdmitted', 'patient'],
  ['AppointmentNoLongerValid', 'appointment'],
  ['PlayerLevelledUp', 'player'],
  ['MatchWon', 'match'],
  ['LeadConverted', 'lead'],
  ['TicketReopened', 'ticket'],
  ['AnalyticsExported', 'analytics'],
  ['AddressesValidated', 'address', DOUBTFUL],
  // What a name does not say.
  ['ItemAddedToCart', 'cart', DOUBTFUL],
  ['ItemAddedToCartByUser', 'cart', DOUBTFUL],
  ['UserAddedToGroup', 'group', DOUBTFUL],
  ['MoneyTransferredFromAccount', 'money', DOUBTFUL],
  ['LoginFailed', 'user', DOUBTFUL],
  ['PasswordReset', 'user', DOUBTFUL],
  ['GDPRErasureRequested', 'user', DOUBTFUL],
  ['IBANChanged', 'iban', DOUBTFUL],
  ['PriceDrop', 'price', DOUBTFUL],
  ['FraudAlert', 'fraud', DOUBTFUL],
  ['Heartbeat', 'heartbeat', DOUBTFUL],
  ['BestellungAufgegeben', 'bestellung', DOUBTFUL],
  ['Placed', 'shop', DOUBTFUL],
  ['订单已创建', 'shop', DOUBTFUL],
];
/** Names in a namespace, with prefixes, suffixes and versions, as standards, frameworks and databases give them. */
const qualified: readonly Row[] = [
  // CloudEvents types and packages.
  ['com.acme.shop.order.created.v1', 'order'],
  ['com.acme.shop.OrderCreatedEvent', 'order'],
  ['com.acme.OrderCreatedEvent', 'order'],
  ['com.acme.order.item.added', 'order-item'],
  ['com.acme.user.logged-in', 'user'],
  ['com.github.pull_request.review.submitted.v2', 'review'],
  ['de.zalando.retail.article.repriced', 'article'],
  ['io.acme.billing.invoice.payment_failed.v1beta1', 'payment'],
  ['Microsoft.Storage.BlobCreated', 'blob'],
  ['Acme.Shop.Contracts.V1.OrderShippedEvent', 'order'],
  ['Acme.Shop.Orders:OrderCreated', 'order'],
  ['Acme\\Shop\\OrderWasPlaced', 'order'],
  ['orders.events.OrderEvents$OrderCreated', 'order'],
  ['urn:com:acme:shipment:dispatched', 'shipment'],
  ['net.connection.lost', 'connection', DOUBTFUL],
  ['https://acme.com/events/order/created', 'order', DOUBTFUL],
  ['order..placed', 'order'],
  ['com.acme.shop.NewOrder', 'order', DOUBTFUL],
  // A namespace that may be the thing.
  ['shop.order.shipped', 'order'],
  ['retail.order.shipped', 'order', DOUBTFUL],
  ['orders.order.shipped', 'order'],
  ['shop-service.order.shipped', 'order'],
  ['customer.subscription.created', 'subscription', DOUBTFUL],
  ['invoice.payment_failed', 'payment', DOUBTFUL],
  ['charge.dispute.funds_withdrawn', 'fund', DOUBTFUL],
  ['checkout.session.completed', 'session', DOUBTFUL],
  ['sales:order:placed', 'order', DOUBTFUL],
  ['calendar.event.created', 'event', DOUBTFUL],
  ['user.email.changed', 'user'],
  ['user.login.failed', 'user'],
  ['cart.item.added', 'cart-item'],
  ['page.view', 'page'],
  ['page.views', 'page', DOUBTFUL],
  ['order.created.eu-west', 'order'],
  ['crm.customers', 'customer', DOUBTFUL],
  ['acme.iot.sensor.temperature', 'sensor', DOUBTFUL],
  // AsyncAPI.
  ['shop/order/1.0/created', 'order'],
  ['retail/order/1.0/created', 'order', DOUBTFUL],
  ['user/signedup', 'user', DOUBTFUL],
  ['user/signed-up', 'user'],
  ['smartylighting.streetlights.1.0.event.{streetlightId}.lighting.measured', 'lighting', DOUBTFUL],
  ['order/{orderId}/cancelled', 'order'],
  ['v1/orders/created', 'order'],
  // Prefixes.
  ['OnOrderRefunded', 'order'],
  ['onUserLoggedIn', 'user'],
  ['on_order_paid', 'order'],
  ['evt-cart-item-added-v3', 'cart-item'],
  ['evt.order.paid', 'order'],
  ['EvtOrderPaid', 'order'],
  ['event.order.paid', 'order'],
  ['events.orders.order_paid', 'order'],
  ['events/order/paid', 'order'],
  ['EventOrderPaid', 'order', DOUBTFUL],
  ['MessageThreadClosed', 'thread', DOUBTFUL],
  ['message.sent', 'message'],
  ['event.created', 'event'],
  ['OnHoldReleased', 'hold'],
  ['OnlineOrderPlaced', 'online-order'],
  // Suffixes.
  ['OrderCreatedEvent', 'order'],
  ['OrderCreatedMessage', 'order'],
  ['OrderCreatedEventV2', 'order'],
  ['OrderCreatedMsg', 'order'],
  ['OrderCreatedEvt', 'order'],
  ['OrderCreated_v2.1', 'order'],
  ['OrderPlaced-1.0.0', 'order'],
  ['order_created_event_v10', 'order'],
  ['order.created.event', 'order'],
  ['OrderCreatedNotification', 'order'],
  ['OrderEvent', 'order', DOUBTFUL],
  ['OrderEvents.Created', 'order'],
  // Rows of databases.
  ['orders_row_inserted', 'order'],
  ['OrderRowUpdated', 'order'],
  ['orders_table_updated', 'order'],
  ['tbl_orders_inserted', 'order'],
  ['dbo.orders.updated', 'order'],
  ['dbserver1.public.orders', 'order', DOUBTFUL],
  ['cdc.crm.public.customers', 'customer', DOUBTFUL],
  ['cdc.crm.customers', 'customer', DOUBTFUL],
  ['crm.orders.update', 'order', DOUBTFUL],
  ['PoolTableReserved', 'pool-table'],
  // Other languages and letters.
  ['BestellungErstellt', 'bestellung', DOUBTFUL],
  ['BestellungWurdeStorniert', 'bestellung', DOUBTFUL],
  ['NeueBestellung', 'bestellung', DOUBTFUL],
  ['shop.bestellung.erstellt', 'bestellung', DOUBTFUL],
  ['Rechnung bezahlt', 'rechnung', DOUBTFUL],
  ['MitgliedAngemeldet', 'mitglied', DOUBTFUL],
  ['KundeRegistriert', 'kunde', DOUBTFUL],
  ['CommandeCréée', 'commande', DOUBTFUL],
  ['commande.payée', 'commande', DOUBTFUL],
  ['LivraisonEstAnnulée', 'livraison', DOUBTFUL],
  ['PedidoCreado', 'pedido', DOUBTFUL],
  ['日本', 'shop', DOUBTFUL],
  ['注文.created', 'shop', DOUBTFUL],
  ['ЗаказСоздан', 'shop', DOUBTFUL],
];
const commands: readonly Row[] = [
  ['com.acme.shop.ReserveStock', 'stock'],
  ['com.acme.shop.order.cancel.v1', 'order'],
  ['retail.order.cancel', 'order', DOUBTFUL],
  ['commands.order.cancel', 'order'],
  ['cmd.ShipOrder', 'order'],
  ['ShipOrderCmd', 'order'],
  ['ReserveStock', 'stock'],
  ['ShipOrder', 'order'],
  ['order.cancel', 'order'],
  ['payment.charge', 'payment'],
  ['CheckOutCart', 'cart'],
  ['SendEmailCommand', 'email', DOUBTFUL],
  ['AddItemToCart', 'cart', DOUBTFUL],
  ['ReserveStockForOrder', 'stock', DOUBTFUL],
];
/** A key coarser than the state would lose values. */
const states: readonly Row[] = [
  ['ProductChanged', 'product'],
  ['CustomerProfile', 'customer'],
  ['AccountBalance', 'account'],
  ['CustomerAddress', 'customer-address'],
  ['orders_table', 'order'],
  ['com.acme.customer', 'customer'],
  ['crm.customer.state', 'customer', DOUBTFUL],
  ['crm.customer.balance', 'customer', DOUBTFUL],
  ['crm.customer.address', 'customer-address', DOUBTFUL],
  ['public.customers', 'customer'],
];

const whole = (rows: readonly Row[]) =>
  rows.map(([name, entity, doubtful = SURE]): [string, string, boolean] => [name, entity, doubtful]);

const read = (name: string, kind: EventKind | undefined, domain = '') => {
  const event = { name, producer: 'shop-service', consumers: [], ...(kind === undefined ? {} : { kind }) };
  const quiet = () => {};
  const { entity, doubtful } = entityOf(event, kindOf(event, quiet), domain, quiet);
  return { entity, doubtful };
};

describe('the entity of a name', () => {
  it.each(whole(facts))('%s', (name, entity, doubtful) => {
    expect(read(name, undefined)).toEqual({ entity, doubtful });
  });
  it.each(whole(qualified))('%s', (name, entity, doubtful) => {
    expect(read(name, undefined)).toEqual({ entity, doubtful });
  });
  it.each(whole(commands))('the command %s', (name, entity, doubtful) => {
    expect(read(name, 'command')).toEqual({ entity, doubtful });
  });
  it.each(whole(states))('the state %s', (name, entity, doubtful) => {
    expect(read(name, 'state')).toEqual({ entity, doubtful });
  });

  it('is not its namespace', () => {
    expect(read('shop.order.placed', undefined, 'shop.').entity).toBe('order');
    expect(read('shop.opened', undefined, 'shop.').entity).toBe('shop');
  });

  it('is never empty, whatever a name is made of', () => {
    const bits = ['order', 'in', 'to', 'not', 'v2', 'event', 'added', 'state', 'new', 'login', 'create', 'status'];
    for (const first of bits)
      for (const second of bits)
        for (const third of ['', ...bits])
          for (const kind of eventKinds)
            expect(read([first, second, third].join('-'), kind).entity).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('does not make a fact a question', () => {
    const kinds = (names: readonly string[]) =>
      names.map((name) => kindOf({ name, producer: 'a', consumers: [] }, () => {}));
    expect(kinds(['CheckInCompleted', 'search.performed', 'RequestApproved.v2', 'ListSentToCustomer'])).toEqual(
      Array.from({ length: 4 }, () => 'event'),
    );
    expect(kinds(['GetOrder', 'get-open-orders', 'PriceQuery', 'request-quote', 'com.acme.shop.GetOrder'])).toEqual(
      Array.from({ length: 5 }, () => 'request'),
    );
  });

  it('is the key, with _id', () => {
    expect(
      keyOf({ name: 'x', producer: 'a', consumers: [] }, 'event', fieldOf(read('UserLoggedIn', 'event').entity)),
    ).toBe('user_id');
  });
});

describe('words as Kafka takes them', () => {
  it.each([
    ['Müller & Söhne GmbH', 'muller-sohne-gmbh'],
    ['IoTDevice', 'iot-device'],
    ['orderA', 'order-a'],
    ['SMSSent', 'sms-sent'],
    ['PostgreSQL dump', 'postgresql-dump'],
  ])('%s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it.each([
    ['orders', 'order'],
    ['deliveries', 'delivery'],
    ['movies', 'movie'],
    ['addresses', 'address'],
    ['batches', 'batch'],
    ['caches', 'cache'],
    ['boxes', 'box'],
    ['statuses', 'status'],
    ['warehouses', 'warehouse'],
    ['invoices', 'invoice'],
    ['order-lines', 'order-line'],
    ['sms', 'sms'],
    ['address', 'address'],
    ['status', 'status'],
    ['analysis', 'analysis'],
    ['analytics', 'analytics'],
    ['news', 'news'],
    ['series', 'series'],
  ])('%s, one of them', (many, one) => {
    expect(singularOf(many)).toBe(one);
  });
});
