export {
  type AddressStore,
  createAddressStore,
} from './addresses.ts';
export { isAllowedMail, parseWebhookUrl } from './allowed-destinations.ts';
export { createDelivery, type DeliveryOptions } from './deliver.ts';
export { LANGUAGES } from './messages.ts';
export { CHANNELS, FAILURES, GIVEN_UP_REASONS } from './port.ts';
export { createDeliveryQueue, type DeliveryQueue } from './queue.ts';
export { DELIVERY_SCHEMA } from './schema.ts';
export { createMailSender, type MailSettings } from './send-mail.ts';
export { createWebhookSender, INTERNET, type WebhookNetwork } from './send-webhook.ts';
