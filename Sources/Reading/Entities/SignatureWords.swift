/// The words that tell what a line at the end of a mail is, folded.
enum SignatureWords {
  static let civilities: Set<String> = words(
    """
    m mr mme mlle monsieur madame mademoiselle mrs ms miss dr docteur pr me maitre colonel sir rev reverend pere soeur
    prof professeur professor comte comtesse veuve lady lord sister brother capitaine adjudant lieutenant
    """)

  static let thanks = words(
    "merci thanks thx cdt cordialement bises bisous regards cheers mci bye salutations signe ta xx you embrasse remercie christmas noel advent svp bcp cdlt merciii mercii"
  )

  /// Words that end a farewell when a comma follows: « Bonne journée, Maud », « Bien à vous, Paul ».
  static let farewells = words(
    """
    journee soiree vous toi beaucoup bien bientot distinguees salutations avance ete fetes semaine week end best much
    respectueusement remerciements amicalement sincerement courant reception faithfully sincerely wishes
    """)

  /// Whether a line is a closing formula or thanks, whole or by how it begins.
  static func isFormula(_ text: String) -> Bool {
    let folded = text.folded
    if formulas.contains(folded) { return true }
    let first = folded.split(separator: " ").first.map(String.init) ?? ""
    return openings.contains(first) && folded.utf8.count <= 60
  }

  private static let formulas: Set<String> = [
    "a bientot", "bien a vous", "bien a toi", "bonne journee", "bonne soiree", "take care", "all the best", "best",
    "many thanks", "thank you", "kind regards", "best regards", "warm regards", "yours sincerely", "yours faithfully",
    "d avance merci", "par avance merci", "avec mes remerciements", "grand merci", "un grand merci", "mille mercis",
    "tres cordialement", "bien cordialement", "sinceres salutations", "meilleures salutations", "a vous lire",
    "dans l attente", "belle journee", "bon week end", "bon courage", "with thanks", "with best wishes", "a plus",
  ]
  private static let openings = words(
    """
    cordialement merci cdt cdlt salutations sincerement regards thanks thx cheers bises bisous amicalement
    respectueusement veuillez recevez ta grazie diolch danke warmly fondly happy joyeux joyeuses yours sincerely
    bonjour bonsoir hello hi dear salut chers cher chere coucou groeten grusse obrigado saludos mvg crdt bav agreez
    """)

  /// Words that only sentences have.
  static let ofSentences = words(
    """
    je j nous vous il elle ils on est sont suis ai avez avons ont que qu pas pouvez voici veuillez mon ma mes votre
    vos ce cette c n si i you we is are have please my your not it can will was were this that me
    """)

  /// No person is called so.
  static func isNoName(_ word: String) -> Bool {
    offices.contains(word) || streets.contains(word) || isWord(word)
  }

  /// Words before a company's name.
  static let announcements = words("societe ste ets etablissements entreprise")

  static let legalForms = words("sarl sas sasu sa eurl ltd limited llc llp plc inc corp gmbh ag bv nv srl sprl spa")

  /// Thanks, greetings, days, and what stands before numbers.
  static func isWord(_ word: String) -> Bool { thanksOrGreetings.contains(word) }

  private static let thanksOrGreetings = words(
    """
    merci thanks thank cordialement salutations sincerement amities bonjour bonsoir hello hi dear regards cheers bises
    bisous urgent attention svp please facture commande client compte order invoice bonne journee soiree avance bien
    tres sent envoye iphone samsung android outlook telephone portable tel fax email mail objet subject date re fwd tr
    oui non ok stop deception scandale honte inadmissible remboursement lundi mardi mercredi jeudi vendredi samedi
    dimanche monday tuesday wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet aout
    septembre octobre novembre decembre voila code text full total maintenant january february march april june july
    august september october november december tva siret siren iban bic rcs rib best nom yours sincerely faithfully
    kind warm respectueusement amicalement
    """)

  /// What companies do, and the forms they have.
  static let trades = words(
    """
    sarl sas sasu sa eurl sci scop snc selarl scm gaec earl ltd limited llc llp plc inc corp co gmbh ag kg bv nv srl
    sprl spa ets etablissements societe entreprise groupe group holding cie compagnie company fils filles freres
    freres sons daughters brothers association asbl transports transport menuiserie plomberie imprimerie boulangerie
    patisserie garage ateliers atelier cabinet etude laboratoire labo services service maintenance nettoyage proprete
    solutions conseil consulting conseils industrie industries industriel industrielle electricite peinture maconnerie
    toitures toiture couverture chauffage plomb paysages paysage jardins espaces traiteur restauration emballages
    emballage cartons papeterie fournitures quincaillerie outillage metallerie serrurerie ferronnerie vitrerie
    verrerie fonderie fonderies scierie parquets sols carrelage ascenseurs extincteurs securite gardiennage vigilance
    interim emploi recrutement formation traductions translations traduction interpretes communication signaletique
    enseignes graphisme studio agence agency publicite presse editions edition librairie informatique reseaux systemes
    systems technologies technology tech digital logiciels software telecom energie energies gaz eau combustibles
    carburants pneus auto automobiles location locations levage manutention convoyeurs logistique logistics messagerie
    express cargo freight shipping fret recyclage environnement assainissement bennes dechets hygiene sanitaire
    blanchisserie lingerie pressing textiles confection cuisine cuisines mobilier meubles bureautique bureau design
    architectes architecture architecte ingenierie engineering expertises expertise audit fiduciaire assurances
    assurance courtage immobilier immobiliere avocats notaires huissiers recouvrement banque finance capital factoring
    optique medical pharmacie clinique dentaire veterinaire domaine chateau cave caves vins vignobles brasserie
    distillerie miellerie ferme fermes boucherie fromagerie maree primeurs graineterie elagage ramonage plasturgie
    mecanique usinage decolletage robinetterie automatismes automation hydraulique pompes climatique froid
    climatisation piscines metrologie controle locaux supplies supply hire hiring cleaning catering printing packaging
    fasteners foods farm farms nurseries nursery works hotel hotels resort gites taxi taxis ambulances voyages tours
    travel photo photographie video production productions evenements events sonorisation utilities hauling
    scaffolding signs joinery training castings gears coatings weavers tiles telecoms network upholstery components
    lifts fixings media audio glass distribution analytics chandlery plant bakery roofing plumbing electrical builders
    landscaping bearings cloud fibre direct analytical grounds comptoir grossiste reseau connect regie fermetures
    serrures brevets reprographie copieurs vitres materiel creche mutuelle amicale charpente charpentes demolition
    bio fret carriers haulage estate products office furniture valve valves pumps tools tooling steel timber paper
    print labels textile fabrics motors tyres plastics chemicals laboratories laboratoire instruments controls
    electrics brewery coffee roasters wines interactive networks hosting partners partenaires associes associates
    affacturage credit legal rentals machine machines negoce import export diffusion equipements equipement visserie
    boulonnerie roulements courroies transmissions engrenages bobinage moteurs motoreducteurs verins tuyauterie
    tolerie chaudronnerie soudure emboutis decoupe gravure imprimeurs reliure mobilier agencement ebenisterie parquet
    couvertures zinguerie isolation platrerie peintures facades ravalement cloisons menuiseries portes fenetres volets
    stores miroiterie echafaudages terrassement boissons eaux cafes torrefaction epicerie confitures biscuiterie
    salaisons viandes poissonnerie cremerie fromages nettoyages vetements staffing recruitment ecole institut union
    comite cercle club federation fondation trust friends society foundation college surete rondes protection alarme
    intercom entreprises data fluides packaging impression usinage forage metrologie ergonomie alimentation
    conditionnement fermeture carrelages cordages gardiennage dispositifs medicaux electronique electronics software
    hydrauliques pneumatiques plastiques composants components cartonnages verres literie lunetterie vannerie
    maroquinerie horlogerie bijouterie optique optiek audition podologie ambulance taxi autocars carrosserie
    depannage remorquage vidange vidanges assainissement combustibles fioul chauffagiste ramonage piscine
    arrosage graineterie pepinieres horticulture fleurs fleuriste marbrerie pompes funebres
    """)

  /// Offices and departments, not companies.
  static let offices = words(
    """
    reliure graphiste traducteurs econome juridique comptabilite comptable comptables service services directeur
    directrice direction responsable gerant gerante president presidente assistant assistante secretaire secretariat
    avocat avocate notaire artisan credit controller controleur controleuse accounts accountant accounting manager
    management sales purchasing purchase procurement chef cheffe commercial commerciale administration administratif
    administrative facturation recouvrement relance tresorier tresoriere tresorerie adv achats acheteur acheteuse
    approvisionnements logistique exploitation planning coordinateur coordinatrice charge chargee office bursar
    executive officer director founder owner chair head team equipe ledger finance billing receivable payable customer
    support expert experte consultante consultant technicien technicienne ingenieur chauffeur conducteur delegue
    deleguee mandataire liquidateur administrateur collaborateur collaboratrice sr jr solicitor corporate receivables
    cash treasury contracts administrator operations interprete traducteur traductrice formateur formatrice maitre
    standard accueil siege control controle dept department lab inside claims treasurer practice daf dpo contentieux
    cellule astreinte
    pole collections legal tresoriere exploitation agence planning centre engagements
    correctrice geometre commissaire priseur clerc redaction marketing qualite compta rh drh dsi hr it desk
    helpdesk relation relations clients client fournisseurs grands comptes gestion risque regie publicitaire
    electricien plombier serrurier paysagiste jardinier ebeniste macon menage graphiste photographe freelance
    developpeur farrier
    """)

  /// Whether a word in small letters tells what the person before it does: « comptable », « menage », « graphiste ».
  static func isTitle(_ word: String) -> Bool { titles.contains(word) || isOccupation(word) }

  private static let titles = words(
    """
    exploitation planning agence accueil compta comptabilite comptable facturation tresorerie affretement menage
    secretariat adv rh gerant gerante macon paysagiste electricien plombier photographe freelance carrelage faience
    elagage platrerie platriste maconnerie blanchisserie traiteur maitre interim standard livraison magasin
    """)

  /// By the ends that French and English give to those who do something; alone such a word is no company.
  static func isOccupation(_ word: String) -> Bool {
    word.utf8.count >= 6 && occupationEnds.contains { word.hasSuffix($0) }
  }

  private static let occupationEnds = [
    "eur", "euse", "trice", "ier", "iere", "iste", "binder", "maker", "ien", "ienne",
  ]

  /// Offices that the name of a company may begin with: « Crédit Mosellan ».
  static let companyOpenings = words(
    "credit regie agence qualite it centre logistique commercial office finance controle")

  /// What a mail is signed by that no person signs.
  static let teams = words(
    """
    service services billing support accounts collections collection team equipe pole centre cellule gestion relation
    department dept relations
    """)

  /// The words of an address.
  static let streets = words(
    """
    rue avenue boulevard bd chemin impasse allee quai route place square zone za zi zac cedex bp street road lane
    batiment immeuble residence lotissement
    """)

  static let towns = words(
    """
    france belgique suisse paris lyon marseille lille nantes bordeaux toulouse strasbourg rennes london bruxelles
    liege geneve lausanne quebec montreal dublin
    """)

  private static func words(_ list: String) -> Set<String> {
    Set(list.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
