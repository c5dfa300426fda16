/// Words that the people of the demo are made of. No combination means anybody.
enum DemoNames {
    static let first = [
        "Ada", "Aisha", "Alan", "Amelie", "Anders", "Anna", "Antonio", "Beatriz", "Ben", "Carla", "Chen", "Chloe",
        "Clara", "Daniel", "David", "Elena", "Elif", "Emil", "Emma", "Erik", "Fatima", "Felix", "Finn", "Grace",
        "Hanna", "Hugo", "Ida", "Ines", "Ivan", "Jakub", "Jan", "Julia", "Karim", "Lara", "Lea", "Leo", "Lina",
        "Louis", "Lucia", "Marek", "Maria", "Mateo", "Maya", "Mia", "Mina", "Nadia", "Nina", "Noah", "Olga", "Oscar",
        "Paula", "Pavel", "Priya", "Rafael", "Rosa", "Samir", "Sara", "Sofia", "Thomas", "Tim", "Uma", "Vera",
        "Victor", "Wei", "Yara", "Yusuf", "Zoe",
    ]
    static let last = [
        "Ahmed", "Andersen", "Bakker", "Bauer", "Becker", "Berg", "Bianchi", "Brown", "Clark", "Costa", "Dahl",
        "Davies", "Dubois", "Eriksen", "Evans", "Fischer", "Garcia", "Green", "Gupta", "Haas", "Hansen", "Hoffmann",
        "Horvat", "Ivanova", "Jansen", "Jensen", "Kaya", "Keller", "Khan", "Klein", "Kowalski", "Lange", "Laurent",
        "Lee", "Lopez", "Maier", "Martin", "Meyer", "Moreau", "Moretti", "Nagy", "Nielsen", "Novak", "Olsen", "Patel",
        "Peters", "Petrov", "Ricci", "Rossi", "Santos", "Schmid", "Schneider", "Silva", "Singh", "Smit", "Sousa",
        "Svensson", "Taylor", "Vogel", "Walker", "Weber", "Wong", "Young", "Zhang",
    ]
    /// Each has a domain of the reserved top level `.example`.
    static let companies: [(name: String, industry: String)] = [
        ("Aurora Freight", "Logistics"), ("Birchwood Foods", "Food"), ("Blue Heron Insurance", "Insurance"),
        ("Brightwater Energy", "Energy"), ("Cedar Clinics", "Health"), ("Copperfield Tools", "Manufacturing"),
        ("Cornerstone Builders", "Construction"), ("Delta Optics", "Manufacturing"), ("Eastgate Bank", "Banking"),
        ("Fernhill Schools", "Education"), ("Glasshouse Media", "Media"), ("Granite Software", "Software"),
        ("Harbour Hotels", "Travel"), ("Ironbridge Steel", "Manufacturing"), ("Juniper Gardens", "Retail"),
        ("Kestrel Telecom", "Telecommunications"), ("Lanternworks", "Software"), ("Meadow Pharma", "Health"),
        ("Northwind Outfitters", "Retail"), ("Oakline Furniture", "Retail"), ("Pinecrest Paper", "Manufacturing"),
        ("Quayside Shipping", "Logistics"), ("Redwood Analytics", "Software"), ("Silverlake Studios", "Media"),
        ("Summit Outdoor", "Retail"), ("Tidewater Marine", "Logistics"), ("Umber Coffee", "Food"),
        ("Vantage Robotics", "Manufacturing"), ("Westmarch Rail", "Travel"), ("Yellowstone Mills", "Food"),
    ]
    static let titles = [
        "Marketing Manager", "Head of Marketing", "VP Marketing", "Chief Marketing Officer", "Campaign Manager",
        "Sales Director", "Sales Manager", "Vice President Sales", "Data Analyst", "IT Manager", "Product Manager",
        "Event Coordinator", "Managing Director", "Consultant", "Office Manager", "Software Engineer",
    ]
    static let places: [(country: String, city: String)] = [
        ("Germany", "Hamburg"), ("Germany", "Munich"), ("Austria", "Vienna"), ("Switzerland", "Zurich"),
        ("France", "Lyon"), ("Spain", "Valencia"), ("Italy", "Turin"), ("Netherlands", "Utrecht"),
        ("Denmark", "Aarhus"), ("Sweden", "Malmo"), ("Poland", "Gdansk"), ("United Kingdom", "Leeds"),
        ("United States", "Denver"), ("United States", "Boston"), ("Canada", "Ottawa"), ("India", "Pune"),
    ]
    static let sources = ["Website", "Webinar", "Trade Show", "Referral", "Paid Search", "Social Media"]
    static let pages = [
        "/", "/pricing", "/features", "/blog/smart-lists", "/blog/scoring", "/customers", "/docs/api", "/contact",
        "/webinars/spring", "/careers",
    ]
    static let forms = ["Contact Us", "Newsletter Signup", "Webinar Registration", "Ebook Download"]
    static let browsers = ["Chrome", "Firefox", "Safari", "Edge"]
}
