import Testing

@testable import Reading

@Suite struct ShopIntentTests {
  @Test(arguments: [
    IntentCase("Bonjour, je voudrais savoir où en est ma commande EJSBLZFYO. Merci", "order_tracking"),
    IntentCase("Toujours rien reçu depuis quinze jours, c’est normal ?", "order_tracking"),
    IntentCase("slt g commandé ya 10 jours et jai toujours pas reçu mon colis vs pouvez me dire", "order_tracking"),
    IntentCase("Je n’ai pas encore reçu ma commande, avez-vous une date de livraison ?", "order_tracking"),
    IntentCase("Pouvez-vous m’envoyer le numéro de suivi ?", "order_tracking"),
    IntentCase("Le lien de suivi ne fonctionne pas, quand arrivera mon colis ?", "order_tracking"),
    IntentCase("Quand vais-je recevoir ma commande ?", subject: "Commande 45871", "order_tracking"),
    IntentCase("Hello, where is my order 45871? It has not arrived yet.", "order_tracking"),
    IntentCase("Ma commande est toujours en préparation, est-elle bientôt expédiée ?", "order_tracking"),
    IntentCase("Je souhaite retourner la lampe, elle ne me convient pas. Comment faire ?", "return_request"),
    IntentCase("J’exerce mon droit de rétractation pour la commande 45871.", "return_request"),
    IntentCase("Merci de m’adresser une étiquette de retour.", "return_request"),
    IntentCase("Je voudrais échanger contre la taille au-dessus, c’est trop petit.", "return_request"),
    IntentCase("J’ai renvoyé l’article il y a un mois, où en est le remboursement de mon retour ?", "return_request"),
    IntentCase("I would like to return this item, it doesn't fit.", "return_request"),
    IntentCase("Je me suis trompée, merci d’annuler ma commande EJSBLZFYO.", "order_cancellation"),
    IntentCase("J’ai commandé deux fois la même lampe, annulez la seconde SVP", "order_cancellation"),
    IntentCase("Est-il possible d’annuler la commande avant expédition ?", "order_cancellation"),
    IntentCase("Please cancel my order 45871, I ordered by mistake.", "order_cancellation"),
    IntentCase("J’attends le remboursement suite à l’annulation de ma commande", "order_cancellation"),
    IntentCase("J’ai reçu un abat-jour bleu alors que j’avais commandé le vert : mauvaise couleur.", "wrong_product"),
    IntentCase("Il manque les vis de fixation dans le carton", "wrong_product"),
    IntentCase("L’applique est défectueuse, elle ne s’allume pas.", "wrong_product"),
    IntentCase("Ce n’est pas le bon modèle !", "wrong_product"),
    IntentCase("Le produit ne correspond pas à la description", "wrong_product"),
    IntentCase("I received the wrong item.", "wrong_product"),
    IntentCase(
      "Le suivi indique livré mais je n’ai rien dans ma boîte aux lettres", subject: "Colis", "carrier_problem"),
    IntentCase("Mon colis est indiqué comme livré, or personne ne l’a vu.", "carrier_problem"),
    IntentCase("Colis arrivé éventré, la lampe est en mille morceaux", "carrier_problem"),
    IntentCase("Le livreur n’est jamais passé, pas d’avis de passage.", "carrier_problem"),
    IntentCase("On me réclame des frais de douane", "carrier_problem"),
    IntentCase("Le colis a été retourné à l’expéditeur sans raison", "carrier_problem"),
    IntentCase("My parcel was marked as delivered but I never received it.", "carrier_problem"),
    IntentCase("Le lampadaire Brume est-il de nouveau en stock ?", "product_question"),
    IntentCase("Quelles sont les dimensions exactes ? Et quelle ampoule faut-il ?", "product_question"),
    IntentCase("Cette suspension est-elle compatible avec un variateur ?", "product_question"),
    IntentCase("Avant de commander, quel est le prix du grand modèle ?", "product_question"),
    IntentCase("Will it be back in stock soon?", "product_question"),
    IntentCase("Nous pouvons placer votre boutique en première page de Google. Audit gratuit.", "spam"),
    IntentCase("Votre compte sera suspendu. Cliquez sur le lien pour confirmer votre identité.", "spam"),
    IntentCase("We offer SEO services to increase your traffic. Unsubscribe", "spam"),
    IntentCase("Pouvez-vous m’envoyer la facture de ma commande EJSBLZFYO ?", "other"),
    IntentCase("J’ai déménagé, je dois modifier l’adresse de livraison.", "other"),
    IntentCase("Conformément au RGPD, supprimez mes données personnelles.", "other"),
    IntentCase("J’ai été débitée deux fois", "other"),
    // Several.
    IntentCase(
      "Où en est ma commande HXWPLDRAE ? Par ailleurs je souhaite retourner l’article de la commande MZTQKEUVB.",
      "order_tracking", "return_request"),
    IntentCase(
      "Où est mon colis ? S’il n’est pas parti, merci d’annuler ma commande.", "order_tracking", "order_cancellation"),
    // None.
    IntentCase("Bonjour,"), IntentCase("Merci"), IntentCase(""), IntentCase("Voici."),
    // Denials, and the same words in another sense.
    IntentCase(
      "Je ne souhaite pas annuler ma commande, je veux savoir où elle en est : où en est ma livraison ?",
      "order_tracking"),
    IntentCase("Dans l’attente de votre retour. Où en est mon colis ?", "order_tracking"),
    IntentCase("Le modèle est-il de retour en stock ?", "product_question"),
  ])
  func reads(_ row: IntentCase) throws { try row.check(.ecommerce) }
}
