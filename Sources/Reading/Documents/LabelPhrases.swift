extension LabelTable {
  /// Each label's phrases, parted by `|`.
  static let phrases: [(FieldLabel, Double, String)] = numbers + dates + amounts + parties + others

  private static let numbers: [(FieldLabel, Double, String)] = [
    (
      .documentNumber, 1,
      """
      facture n|facture no|facture num|facture numéro|n facture|no facture|n de facture|no de facture|numéro de facture|
      numéro facture|num facture|facture ref|référence facture|référence de la facture|réf facture|n de la facture|
      numéro de la facture|n fact|fact n|facture client n|facture de vente n|facture d acompte n|facture de solde n|
      facture d avoir n|facture proforma n|facture pro forma n|facture de situation n|facture de régularisation n|
      avoir n|avoir no|n avoir|n d avoir|numéro d avoir|numéro avoir|note de crédit n|numéro de note de crédit|
      note d honoraires n|note de frais n|invoice no|invoice number|invoice num|invoice nr|invoice id|invoice n|
      invoice ref|invoice reference|tax invoice no|tax invoice number|no invoice|credit note no|credit note number|
      credit memo no|credit memo number|credit note n|credit note id|bill no|bill number|rechnungsnummer|rechnungsnr|
      rechnungs nr|rechnung nr|rechnung nummer|rechnungs nummer|rechnung no|gutschriftnummer|gutschriftsnummer|
      gutschrift nr|gutschriftsnr|gutschrift nummer|rechnungskorrektur nr|stornorechnung nr|faktura nr|
      factuurnummer|factuurnr|factuur nummer|factuur nr|factuurnr|factuur n|creditnotanummer|creditnota nummer|
      creditfactuur nummer|creditnota nr|beitragsrechnung nr|rechnungskennung
      """
    ),
    (
      .documentNumber, 0.8,
      """
      belegnummer|beleg nr|belegnr|n de pièce|numéro de pièce|pièce n|n pièce|document n|document no|document number|
      n de document|numéro de document|n document|numéro document|documentnummer|vorgangsnummer|
      relevé n|n de relevé|statement no|statement number|devis n|n devis|numéro de devis|quotation no|quote number|
      avis de paiement n|ref facture client|receipt number|receipt no|receipt n|reçu n|booking id
      """
    ),
    (
      .deliveryNote, 0.9,
      """
      bon de livraison n|n de bl|bl n|bordereau n|bon de livraison numéro|delivery note no|delivery note number|
      lieferscheinnummer|lieferschein nr|numéro de bordereau|bordereau de livraison n
      """
    ),
    (
      .documentNumber, 0.45,
      "numéro|n|no|nr|number|nummer|référence|réf|reference|ref|nos références|notre référence|notre réf|num"
    ),
    (
      .title, 0.8,
      """
      facture|facture d acompte|facture de solde|facture proforma|facture pro forma|facture d avoir|
      invoice|tax invoice|retail invoice|sales invoice|commercial invoice|rechnung|factuur|
      avoir|note de crédit|credit note|credit memo|gutschrift|rechnungskorrektur|handelsrechnung|korrekturrechnung|
      bon de livraison|delivery note|lieferschein|pakbon|bordereau de livraison|bon d expédition|packing slip|
      devis|quotation|angebot|offerte|relevé de compte|lettre de voiture|statement of account|kontoauszug|
      stornorechnung|schlussrechnung|teilrechnung|abschlagsrechnung|creditnota|creditfactuur|mietrechnung|
      note d honoraires|beitragsrechnung|verkaufsrechnung|verkoopfactuur|proforma
      """
    ),
    (
      .orderNumber, 1,
      """
      commande n|n commande|n de commande|numéro de commande|numéro commande|commande no|commande numéro|n cde|cde n|
      bon de commande n|n de bon de commande|numéro de bon de commande|n bon de commande|n bc|bc n|votre commande n|
      votre n de commande|votre numéro de commande|référence commande|référence de commande|réf commande|réf de commande|
      référence de la commande|n de la commande|votre bon de commande|n d engagement|numéro d engagement|engagement n|
      order no|order number|order id|order n|order nr|order ref|order reference|po number|po no|po n|p o number|p o no|
      purchase order no|purchase order number|purchase order n|your order no|your order number|customer order no|
      sales order no|sales order number|customer po|bestellnummer|bestellnr|bestell nr|bestellung nr|auftragsnummer|
      auftragsnr|auftrags nr|auftrag nr|ihre bestellnummer|ihre bestellung|ordernummer|order nummer|
      bestelnummer|bestelnr|bestelling nr|inkoopordernummer|n de marché|commande client n|marché n
      """
    ),
    (
      .orderNumber, 0.7,
      """
      votre commande|commande|order|bestellung|bestelling|auftrag|bon de commande|purchase order|po|your order
      """
    ),
    (
      .confirmation, 0.85,
      """
      confirmation de commande n|accusé de réception de commande n|order confirmation no|auftragsbestätigung nr|
      confirmation de commande|order confirmation|auftragsbestätigung|orderbevestiging|bestellbestätigung|
      order confirmation number|confirmation n|order acknowledgement no|accusé de réception n|ar n|
      n de confirmation|numéro de confirmation|auftragsbestätigungsnummer
      """
    ),
    (
      .orderNumber, 0.35,
      "votre référence|votre réf|vos références|vos réf|your reference|your ref|ihr zeichen|uw referentie|client reference"
    ),
    (
      .trackingNumber, 1,
      """
      n de suivi|numéro de suivi|n suivi|suivi n|n de colis|numéro de colis|colis n|n colis|tracking number|tracking no|
      tracking id|tracking|awb|n de tracking|sendungsnummer|sendungsnr|paketnummer|trackingnummer|track trace|
      n d expédition|numéro d expédition|récépissé n|n de récépissé
      """
    ),
    (
      .productReference, 1,
      "référence article|réf article|code article|article n|n article|référence produit|code produit|artikelnummer|artikel nr|art nr|artnr|item code|item no|item number|sku|product code|part number|artikelcode|ref produit|réf produit"
    ),
  ]

  private static let dates: [(FieldLabel, Double, String)] = [
    (
      .date, 1,
      """
      date de facture|date facture|date de la facture|date d émission|date de facturation|émise le|émis le|facture du|
      date d émission de la facture|facturé le|date du document|date document|date de la pièce|date pièce|date d édition|
      établie le|établi le|date d avoir|date de l avoir|avoir du|date avoir|date de création|date d établissement|
      invoice date|date of invoice|issue date|date of issue|date issued|issued on|issued|bill date|billing date|
      invoiced on|credit note date|document date|tax point|tax date|rechnungsdatum|rechnung vom|belegdatum|
      ausstellungsdatum|rechnungs datum|datum der rechnung|gutschriftsdatum|gutschriftdatum|dokumentdatum|rechnungsdat|
      factuurdatum|factuur datum|datum factuur|documentdatum|creditnotadatum|date de l avis|date du relevé|beleg datum|
      facturée le|date devis|date du devis|date du bon|bl du|bon de livraison du|relevé du|beleg dat|relevé au|
      date d arrêté|statement date|date de commande client
      """
    ),
    (.date, 0.75, "date|datum|en date du|dated|fait le|édité le"),
    (
      .dueDate, 1,
      """
      échéance|date d échéance|date échéance|date limite de paiement|date limite de règlement|à payer avant le|
      à régler avant le|payable avant le|payable le|à payer pour le|à régler pour le|date de paiement prévue|
      date de règlement|échéance le|échéance au|paiement avant le|règlement avant le|paiement dû le|à payer au plus tard le|
      limite de paiement|date exigibilité|prélèvement le|prélèvement à partir du|date de prélèvement|sera prélevé le|
      prélevé le|prélevée le|prélevé à partir du|à échéance du|date d exigibilité|
      due date|payment due|due on|due by|payment due date|pay by|date due|payable by|to be paid by|
      fällig am|fälligkeit|fälligkeitsdatum|zahlbar bis|zahlungsziel|fällig bis|zu zahlen bis|zahlungstermin|fällig|
      zahlbar bis zum|bitte zahlen sie bis|vervaldatum|vervaldag|uiterste betaaldatum|te betalen voor|betalen voor|
      uiterlijk|betaaldatum
      """
    ),
    (
      .otherDate, 1,
      """
      date de livraison|date livraison|livré le|livrée le|livraison du|livraison prévue le|date de commande|date commande|
      commande du|commandé le|commande passée le|date de la commande|date de la prestation|date de prestation|
      date d expédition|expédié le|date de naissance|né le|née le|période du|période|date de début|date de fin|
      date de validité|valable jusqu au|date de paiement|payé le|payée le|réglé le|acquittée le|date de retour|
      date de réalisation|date d exécution|date d intervention|date d achat|date de vente|prochaine facture|
      date du prochain relevé|prochain relevé|arrivée|départ|date d entrée|date de sortie|bl du|date bl|date de relève|
      livraison le|date de réception|date de départ|contrat du|depuis le|jusqu au|à partir du|
      order date|date of order|delivery date|ship date|shipping date|date shipped|shipped on|service date|paid on|
      payment date|period|date of supply|check in|check out|valid until|expiry date|date of birth|next invoice|
      date paid|renewal date|start date|end date|delivered on|ordered on|
      lieferdatum|leistungsdatum|bestelldatum|liefer und leistungsdatum|auftragsdatum|leistungszeitraum|
      bestell datum|auftrag vom|bestellung vom|lieferung vom|versanddatum|zahldatum|geburtsdatum|lieferschein vom|
      bestell dat|auftrag dat|liefersch dat|leistungs dat|abrechnungszeitraum|gültig bis|buchungsdatum|zeitraum|
      orderdatum|besteldatum|leverdatum|leveringsdatum|periode|verzenddatum|betaald op
      """
    ),
  ]

  private static let amounts: [(FieldLabel, Double, String)] = [
    (
      .total, 1,
      """
      total ttc|totalttc|montantttc|total t t c|montant ttc|montant t t c|total toutes taxes comprises|montant total ttc|
      montant toutes taxes comprises|total facture ttc|total de la facture ttc|montant de la facture ttc|
      total général ttc|prix total ttc|montant net ttc|total en euros ttc|total eur ttc|total euros ttc|
      montant facture ttc|total avoir ttc|total de l avoir ttc|montant de l avoir|montant eur ttc|net ttc|ttc total|
      total incl vat|total inc vat|total including vat|total with vat|grand total|invoice total|total incl tax|
      total inc tax|total including tax|total tax included|total gross|gross total|gross amount|total invoice amount|
      total invoice value|total for this invoice|total gbp|total usd|credit total|total credit|invoice amount|total with tax|
      total amount due|total due|
      gesamtbetrag|gesamtbetrag brutto|brutto|bruttobetrag|bruttosumme|rechnungsbetrag|endbetrag|gesamtsumme|
      rechnungssumme|gesamt brutto|summe brutto|rechnungsbetrag brutto|gesamtbetrag inkl mwst|gesamtbetrag inkl ust|
      rechnungsendbetrag|endsumme|rechnungsbetrag eur|total brutto|gesamtpreis brutto|rechnungssumme brutto|
      gesamtbetrag eur|bruttogesamtbetrag|rechnungsbeitrag|gutschriftsbetrag|gesamt inkl mwst|gesamtbetrag inkl|
      totaal incl btw|totaal inclusief btw|totaalbedrag|totaal incl|totaal inclusief|factuurbedrag|eindtotaal|
      factuur totaal|totaal factuur|totaalbedrag incl btw|totaal te betalen
      """
    ),
    (
      .total, 0.75,
      """
      total|totaal|gesamt|summe|total général|total facture|total de la facture|montant total|total en euros|total eur|
      total amount|ttc|total euros|montant de la facture|total commande|total de la commande|order total|
      total dû|montant global|gesamtpreis|total chf|totaal eur|amount|prix total|t t c|montant total de la facture
      """
    ),
    (
      .due, 0.95,
      """
      net à payer|netàpayer|net à payer ttc|montant à payer|montant dû|total à payer|somme à payer|reste à payer|solde à payer|reste dû|
      solde dû|montant net à payer|net à régler|à payer|total à régler|montant à régler|reste à régler|montant à prélever|
      montant du prélèvement|net à payer eur|net à payer en euros|montant prélevé|total net à payer|
      somme due|montant total à payer|net à déduire|net à rembourser|à rembourser|montant à rembourser|
      amount due|balance due|total payable|amount payable|please pay|total balance due|outstanding balance|
      zahlbetrag|zu zahlen|zu zahlender betrag|fälliger betrag|zahlungsbetrag|offener betrag|restbetrag|noch zu zahlen|
      zahllast|zu zahlender gesamtbetrag|te betalen|te betalen bedrag|openstaand bedrag|te voldoen|nog te betalen
      """
    ),
    (.due, 0.7, "solde|balance|saldo"),
    (
      .net, 1,
      """
      total ht|totalht|montantht|total h t|montant ht|montant h t|total hors taxes|montant hors taxes|total net ht|total hors tva|net ht|
      montant net ht|total général ht|base ht|total ht net|montant total ht|total brut ht|base hors taxe|total eur ht|
      total hors taxe|sous total ht|ht total|montant eur ht|base tva|total ht après remise|total net hors taxes|
      total excl vat|total ex vat|net total|net amount|total net|total excluding vat|subtotal excl vat|
      total before tax|total excl tax|taxable amount|total without vat|net value|amount before tax|total net amount|
      nettobetrag|netto|nettosumme|gesamt netto|summe netto|rechnungssumme netto|gesamtbetrag netto|zwischensumme netto|
      rechnungssumme ohne ust|netto gesamt|warenwert netto|gesamt netto eur|nettowert|total netto|nettogesamtbetrag|
      gesamtsumme netto|gesamtbetrag ohne umsatzsteuer|rechnungsbetrag netto|steuerbasisbetrag|
      totaal excl btw|totaal exclusief btw|exclusief btw|excl btw|subtotaal excl btw|netto bedrag|grondslag|totaal excl|
      totaal exclusief
      """
    ),
    (
      .net, 0.7,
      "ht|h t|hors taxes|base|sous total|subtotal|sub total|zwischensumme|subtotaal|total produits|basisbetrag|gesamtbeitrag|total des produits"
    ),
    (
      .vat, 1,
      """
      tva|t v a|total tva|totaltva|sous total de tva|taxe sur la valeur ajoutée|montant tva|montant de la tva|dont tva|total t v a|montant de tva|total des taxes|
      taxe sur la valeur ajoutée|montant t v a|tva totale|total taxes|
      vat|vat amount|total vat|sales tax|tax|tax amount|gst|hst|total tax|vat total|
      mwst|mehrwertsteuer|ust|umsatzsteuer|mwst betrag|ust betrag|zzgl mwst|zzgl ust|steuerbetrag|mehrwertsteuerbetrag|
      enthaltene mwst|inkl mwst|umsatzsteuerbetrag|gesamtbetrag umsatzsteuer|steuer|versicherungsteuer|versicherungssteuer|
      btw|btw bedrag|totaal btw|bedrag btw
      """
    ),
    (
      .prepaid, 1,
      """
      déjà payé|déjà réglé|acompte|acomptes|acompte versé|acompte reçu|acomptes versés|total payé|montant payé|
      montant réglé|règlement reçu|paiement reçu|payé|réglé|acompte déjà versé|acompte facturé|avance|acompte déduit|
      déjà versé|versé|total acomptes|moins acompte|montant déjà réglé|
      prepaid|amount paid|paid|payment received|deposit|less deposit|deposit paid|already paid|payments|total paid|
      anzahlung|anzahlungen|erhaltene anzahlungen|bereits gezahlt|bereits bezahlt|abschlagszahlung|gezahlt|
      abzüglich anzahlung|voorschot|reeds betaald|aanbetaling|betaald|vooruitbetaald
      """
    ),
    (
      .subtotal, 1,
      """
      report|à reporter|report page|total page|sous total page|total remise|remise|remises|total brut|brut ht|
      frais de port|port|port ht|livraison|frais de livraison|frais d expédition|port et emballage|escompte|éco participation|
      éco contribution|indemnité forfaitaire|valeur marchandises|dont éco participation|consigne|total remises|
      carried forward|brought forward|discount|shipping|shipping handling|delivery|freight|postage|postage packing|handling|
      carriage|page total|rabatt|skonto|versandkosten|versand|fracht|übertrag|zuschläge|abschläge|positionssumme|
      gesamtbetrag der zuschläge|gesamtbetrag der abschläge|gesamtbetrag der positionen|summe der positionen|
      transportkosten|korting|verzendkosten|transport|overdracht|total économies|vous économisez|pénalités|
      ancien solde|solde précédent|previous balance|solde antérieur|report à nouveau
      """
    ),
  ]

  private static let parties: [(FieldLabel, Double, String)] = [
    (
      .supplier, 1,
      """
      fournisseur|vendeur|émetteur|émetteur ou émettrice|de|prestataire|titulaire du compte|titulaire|bénéficiaire|vendu par|expéditeur|vendu et expédié par|
      seller|sold by|supplier|vendor|from|remit to|account name|account holder|service provider|beneficiary|issued by|
      verkäufer|lieferant|rechnungssteller|kontoinhaber|leistungserbringer|leverancier|verkoper|rekeninghouder|ten name van|
      absender|zahlungsempfänger
      """
    ),
    (
      .buyer, 1,
      """
      client|client ou cliente|locataire|doit|à l attention de|tiers facturé|à|facturé à|facturée à|adresse de facturation|acheteur|destinataire|facturation|coordonnées client|
      nom du client|nom client|adressé à|facture à|vos coordonnées|nom de l abonné|titulaire du contrat|
      bill to|billed to|billing address|sold to|customer|invoice to|invoiced to|buyer|bill to address|customer name|
      guest name|to|käufer|kunde|rechnungsempfänger|rechnungsadresse|leistungsempfänger|rechnung an|auftraggeber|
      käufer leistungsempfänger|rechnungsanschrift|besteller|kundenname|
      factuuradres|klant|factureren aan|aan|klantnaam|koper|facturer à
      """
    ),
    (
      .recipient, 1,
      """
      livré à|adresse de livraison|livrer à|lieu de livraison|destinataire de la livraison|adresse de l installation|
      ship to|delivery address|shipping address|deliver to|lieferadresse|lieferanschrift|warenempfänger|afleveradres|
      bezorgadres|lieu de consommation|adresse du chantier|chantier
      """
    ),
  ]

  private static let others: [(FieldLabel, Double, String)] = [
    (
      .exemption, 1,
      """
      tva non applicable|autoliquidation|exonération de tva|exonéré de tva|exonérée de tva|293 b|reverse charge|
      steuerschuldnerschaft|kleinunternehmer|kleinunternehmerregelung|btw verlegd|vat exempt|zero rated|
      umsatzsteuerbefreit|steuerfrei|vrijgesteld van btw|innergemeinschaftliche lieferung|no vat
      """
    ),
    (.currency, 1, "devise|monnaie|currency|währung|valuta"),
    (
      .column, 1,
      """
      désignation|description|libellé|quantité|qté|qte|p u|pu|p u ht|pu ht|prix unitaire|prix unitaire ht|prix u|unité|
      article|articles|remise|montant|produit|prestation|détail|prix|taux|taux tva|
      qty|quantity|unit price|rate|unit|item|price|product|disc|
      menge|bezeichnung|beschreibung|einzelpreis|artikel|artikelbezeichnung|preis|einheit|pos|position|stückpreis|
      aantal|omschrijving|prijs|prijs per stuk|eenheidsprijs|hoeveelheid|bedrag|betrag|stuksprijs
      """
    ),
    (
      .other, 1,
      """
      n client|n de client|numéro de client|numéro client|code client|référence client|réf client|client n|
      n de compte|numéro de compte|compte n|compte client|n compte|identifiant|id client|n de contrat|numéro de contrat|
      contrat n|n contrat|référence du contrat|n de dossier|numéro de dossier|dossier n|n abonné|n d abonné|
      numéro de ligne|n de ligne|n de téléphone|téléphone|tél|tel|fax|mobile|portable|siret|siren|n siret|n siren|rcs|r c s|
      n rcs|ape|naf|code ape|code naf|n tva|n de tva|numéro de tva|n tva intracommunautaire|tva intracommunautaire|
      n de tva intracommunautaire|tva intracom|numéro de tva intracommunautaire|n tva intra|tva intra|iban|bic|rib|swift|code banque|
      code guichet|clé rib|capital|au capital de|capital social|sas au capital de|sarl au capital de|page|
      n de mandat|rum|référence unique de mandat|ics|n de série|numéro de série|imei|pdl|pce|point de livraison|
      n fournisseur|code fournisseur|code service|numéro de facture d origine|facture d origine|
      n de facture d origine|avoir sur facture|avoir sur facture n|facture d origine n|annule la facture n|
      annule et remplace la facture n|concerne la facture n|concernant la facture n|relatif à la facture n|
      référence à la facture n|sur facture n|n article|tva sur les débits|tva acquittée sur les débits|
      tva non applicable|exonération de tva|tva sur les encaissements|tva payée sur les encaissements|
      taux de tva|taux de t v a|tva en|code tva|
      customer no|customer number|customer id|account number|account no|customer ref|customer account|vat no|vat number|
      vat reg no|vat registration number|vat reg|vat id|company number|company no|company registration|reg no|registered no|
      phone|telephone|sort code|tax id|ein|abn|gstin|cin|vat tin|tax invoice date|serial number|vat rate|tax rate|
      original invoice|original invoice number|original invoice no|invoice original|
      kundennummer|kundennr|kunden nr|kd nr|steuernummer|steuer nr|ust id nr|ust idnr|ust id|ustid|umsatzsteuer id|
      umsatzsteuer identifikationsnummer|ust ident nr|telefon|lieferantennummer|kontonummer|konto nr|kto nr|blz|
      handelsregisternummer|hrb|hrb nr|gln|globale nummer|steuersatz|mwst satz|ust satz|vertragsnummer|
      vertrag nr|kundenreferenz|projektnummer|lieferscheinnr|lief nr|personalnummer|gläubiger id|mandatsreferenz|
      ursprüngliche rechnungsnummer|ursprungsrechnung|originalrechnung|referenzrechnung|zu rechnung|
      zu rechnung nr|rechnungsreferenz|korrektur zu rechnung|bezug rechnung|
      klantnummer|klantnr|klant nr|btw nummer|btw nr|kvk|kvk nummer|rekeningnummer|btw id|debiteurennummer|telefoonnummer|
      oorspronkelijke factuur|serienummer|betalingskenmerk|relatienummer|seite|pagina
      """
    ),
  ]
}
