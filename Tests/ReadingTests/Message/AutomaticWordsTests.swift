import Domain
import Testing

@testable import Reading

/// Machines told by their words, and persons who use the same ones.
@Suite struct AutomaticWordsTests {
  @Test(arguments: [
    ("Réponse automatique : commande 45871", "Bonjour, à bientôt.", AutomaticOrigin.Kind.autoReply),
    ("Out of Office: Invoice FA-1", "Back on Monday.", .autoReply),
    ("Out of office", "Back on Monday.", .autoReply),
    ("Re: relance", "Bonjour, je suis absente jusqu’au 12. Votre message sera lu à mon retour.", .autoReply),
    ("Re: relance", "Je suis actuellement en congés. Je vous répondrai dès mon retour le 4 mai.", .autoReply),
    ("RE: order", "I am out of the office until May 4th with limited access to my emails.", .autoReply),
    ("Re: order", "I am currently on leave. I will reply to your email on my return.", .autoReply),
    ("Undelivered Mail Returned to Sender", "x", .bounce),
    ("Non remis : Votre commande", "x", .bounce),
    ("Échec de la remise", "x", .bounce),
    ("", "This is the mail system at host mx1.fournisseur.example.", .bounce),
    ("Info", "Votre message n'a pas pu être remis à compta@maison.example : boîte pleine.", .bounce),
  ])
  func machinesAreTold(subject: String, text: String, kind: AutomaticOrigin.Kind) {
    #expect(AutomaticWords.origin(subject: subject, text: text)?.kind == kind)
  }

  @Test(arguments: [
    ("Livraison", "Bonjour, je serai absent lundi, pouvez-vous livrer mardi ? Merci."),
    ("Livraison", "Je suis absente jusqu’au 12, laissez le colis chez le gardien."),
    ("Mon colis", "Le colis n'a pas pu être remis : j'étais absent. Merci de le représenter."),
    ("Votre réponse automatique", "J'ai reçu votre réponse automatique, mais toujours pas mon colis."),
    ("Re: Out of stock", "I am on holiday from Friday, will it come before?"),
    ("Question", "Je suis en congés cette semaine. Quand répondrez-vous ? Votre message sera le bienvenu."),
    ("Undelivered Mail Returned to Sender – que faire ?", "L'adresse que vous m'avez donnée ne marche pas."),
    ("Out of office cover", "Off to Tenerife till 17 August. If the lift sulks, call the lad."),
    ("Retour", "Your delivery failed, the parcel was returned to sender."),
  ])
  func personsAreNot(subject: String, text: String) {
    #expect(AutomaticWords.origin(subject: subject, text: text) == nil)
  }

  @Test func theWordsAreTheEvidence() {
    let origin = AutomaticWords.origin(subject: "Réponse automatique : x", text: "")
    #expect(origin == AutomaticOrigin(kind: .autoReply, evidence: "« Réponse automatique »"))
  }
}
